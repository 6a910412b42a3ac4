"""From an E5 archive to an ordinary sentence-transformers folder.

The folder holds a `BertModel` in safetensors, a unigram tokenizer in XLM-R style, and the modules
that pool by the mean and normalise, with the prompts `query: ` and `passage: `. It loads with
`SentenceTransformer(folder)`, needs no network and runs no code of its own.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import save_file  # pyright: ignore[reportUnknownVariableType]
from tokenizers import AddedToken, Regex, Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC, Normalizer, Replace
from tokenizers.normalizers import Sequence as Steps
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.processors import TemplateProcessing

from reformbot.errors import StorageError, WeightsError
from reformbot.models.e5_archive import E5Archive, EncoderSizes, UnigramVocabulary, read_archive
from reformbot.models.packages import Report, ignore_progress

RECIPE = 1
"""Counts the changes to this module that change vectors; part of the folder's name."""

UNPACK = "weights.unpack"
QUERY_PROMPT = "query: "
PASSAGE_PROMPT = "passage: "
_WEIGHTS = "model.safetensors"
_MODULES = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
_REQUIRED = (
    "config.json",
    _WEIGHTS,
    "tokenizer.json",
    "tokenizer_config.json",
    "sentence_bert_config.json",
    "config_sentence_transformers.json",
    "modules.json",
    "1_Pooling/config.json",
)
_LAYER_TENSORS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
# SentencePiece's `nmt_nfkc`, which XLM-R was trained with, is NFKC but for these: controls go,
# separators and zero-width characters become spaces, and the full-width tilde stays as it is.
_CONTROLS = "[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\\u008f\\u009f]"
_SPACES = "[\\t\\n\\f\\r\\u1680\\u200b-\\u200f\\u2028\\u2029\\u2581\\ufeff\\ufffd]"
_WIDE_TILDE = "\uff5e"
_TILDE_STAND_IN = "\U000f00fe"  # from a private plane, so NFKC passes it through


def build_folder(archive_path: Path, target: Path, report: Report = ignore_progress) -> Path:
    """Turn an E5 archive into a sentence-transformers folder at `target`, unless it is there.

    The folder is made beside the target and renamed, so it is whole wherever it is seen, and two
    processes that build it at once do each other no harm.

    Args:
        archive_path: the archive file.
        target: the folder to make.
        report: told the progress under the key `weights.unpack`, in tensors written.

    Raises:
        WeightsError: the archive is damaged or not one of this kind.
        HomeUnwritableError: the parent of the target cannot be written.
        DiskFullError: no space is left there.
    """
    if is_complete(target):
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".unpack-", dir=target.parent))
        try:
            _write_folder(read_archive(archive_path.read_bytes()), scratch, report)
            # Made private by mkdtemp and safetensors; a shared cache is for every user.
            scratch.chmod(0o755)
            (scratch / _WEIGHTS).chmod(0o644)
            _move_into_place(scratch, target)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        raise StorageError.of(target.parent, error) from error
    return target


def is_complete(folder: Path) -> bool:
    """Whether every file that makes up a built folder is there."""
    return all((folder / name).is_file() for name in _REQUIRED)


def build_tokenizer(vocabulary: UnigramVocabulary, max_tokens: int) -> Tokenizer:
    """The XLM-R style tokenizer of a vocabulary, truncating at `max_tokens` with its two marks."""
    pieces = list(zip(vocabulary.pieces, vocabulary.scores, strict=True))
    tokenizer = Tokenizer(Unigram(pieces, vocabulary.unknown))
    tokenizer.normalizer = _normalizer()
    tokenizer.pre_tokenizer = Metaspace()
    begin, end = vocabulary.pieces[vocabulary.begin], vocabulary.pieces[vocabulary.end]
    tokenizer.post_processor = TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, vocabulary.begin), (end, vocabulary.end)],
    )
    marks = list(_special_tokens(vocabulary).values())
    tokenizer.add_special_tokens(marks)  # pyright: ignore[reportUnknownMemberType]
    tokenizer.enable_truncation(max_tokens)  # pyright: ignore[reportUnknownMemberType]
    return tokenizer


def _special_tokens(vocabulary: UnigramVocabulary) -> dict[int, AddedToken]:
    special = (vocabulary.begin, vocabulary.pad, vocabulary.end, vocabulary.unknown)
    return {
        index: AddedToken(vocabulary.pieces[index], special=True, normalized=False)
        for index in sorted(special)
    }


def _normalizer() -> Normalizer:
    return Steps(
        [
            Replace(Regex(_CONTROLS), ""),
            Replace(Regex(_SPACES), " "),
            Replace(_WIDE_TILDE, _TILDE_STAND_IN),
            NFKC(),
            Replace(_TILDE_STAND_IN, _WIDE_TILDE),
            Replace(Regex(" {2,}"), " "),
        ]
    )


def _write_folder(archive: E5Archive, folder: Path, report: Report) -> None:
    sizes, vocabulary = archive.sizes, archive.vocabulary
    _write_weights(archive, folder / _WEIGHTS, report)
    build_tokenizer(vocabulary, sizes.positions).save(str(folder / "tokenizer.json"), pretty=False)
    begin, end = vocabulary.pieces[vocabulary.begin], vocabulary.pieces[vocabulary.end]
    documents: dict[str, object] = {
        "config.json": _encoder_config(sizes, vocabulary),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": sizes.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
            # Without this, transformers parses the whole of tokenizer.json once more to find them.
            "added_tokens_decoder": {
                str(index): {"content": token.content, "special": True, "normalized": False}
                for index, token in _special_tokens(vocabulary).items()
            },
            "bos_token": begin,
            "cls_token": begin,
            "eos_token": end,
            "sep_token": end,
            "pad_token": vocabulary.pieces[vocabulary.pad],
            "unk_token": vocabulary.pieces[vocabulary.unknown],
        },
        "sentence_bert_config.json": {"max_seq_length": sizes.positions, "do_lower_case": False},
        # sentence-transformers looks for a "document" prompt before a "passage" prompt, and adds an
        # empty one where there is none.
        "config_sentence_transformers.json": {
            "prompts": {
                "query": QUERY_PROMPT,
                "passage": PASSAGE_PROMPT,
                "document": PASSAGE_PROMPT,
            },
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            {"idx": index, "name": str(index), "path": path, "type": _module_type(name)}
            for index, (path, name) in enumerate(_MODULES)
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": sizes.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "2_Normalize/config.json": {},
    }
    for name, content in documents.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _module_type(name: str) -> str:
    # These paths are the oldest, which every version of sentence-transformers still reads.
    return f"sentence_transformers.models.{name}"


def _encoder_config(sizes: EncoderSizes, vocabulary: UnigramVocabulary) -> dict[str, object]:
    return {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "dtype": "float32",
        "hidden_size": sizes.hidden,
        "num_hidden_layers": sizes.layers,
        "num_attention_heads": sizes.heads,
        "intermediate_size": sizes.intermediate,
        "vocab_size": sizes.vocabulary,
        "max_position_embeddings": sizes.positions,
        "type_vocab_size": sizes.token_types,
        "layer_norm_eps": sizes.layer_norm_epsilon,
        "hidden_act": "gelu",
        "pad_token_id": vocabulary.pad,
        "bos_token_id": vocabulary.begin,
        "eos_token_id": vocabulary.end,
    }


def _write_weights(archive: E5Archive, path: Path, report: Report) -> None:
    layout = _tensor_layout(archive.sizes)
    tensors: dict[str, NDArray[np.float32]] = {}
    for done, (name, (source, shape)) in enumerate(layout.items()):
        report(UNPACK, done, len(layout))
        tensors[name] = archive.tensor(source, *shape)
    # Mean pooling never looks at BERT's pooler, which the archive leaves out; without it the
    # loader would make up random weights and warn of them.
    hidden = archive.sizes.hidden
    tensors["pooler.dense.weight"] = np.zeros((hidden, hidden), np.float32)
    tensors["pooler.dense.bias"] = np.zeros(hidden, np.float32)
    try:
        save_file(tensors, path, metadata={"format": "pt"})
    except SafetensorError as error:
        raise WeightsError(reason=f"the weights cannot be written: {error}") from error
    report(UNPACK, len(layout), len(layout))


def _tensor_layout(sizes: EncoderSizes) -> dict[str, tuple[str, tuple[int, ...]]]:
    """BERT's parameter names, each with its name in the archive and its shape."""
    hidden, wide = sizes.hidden, sizes.intermediate
    layout: dict[str, tuple[str, tuple[int, ...]]] = {
        "embeddings.word_embeddings.weight": ("emb.word", (sizes.vocabulary, hidden)),
        "embeddings.position_embeddings.weight": ("emb.pos", (sizes.positions, hidden)),
        "embeddings.token_type_embeddings.weight": ("emb.type", (sizes.token_types, hidden)),
        "embeddings.LayerNorm.weight": ("emb.ln.w", (hidden,)),
        "embeddings.LayerNorm.bias": ("emb.ln.b", (hidden,)),
    }
    matrices = {"fi": (wide, hidden), "fo": (hidden, wide)}
    norms = {"aln": (hidden,), "oln": (hidden,)}
    for layer in range(sizes.layers):
        for short, long in _LAYER_TENSORS.items():
            shape = norms.get(short) or matrices.get(short, (hidden, hidden))
            name = f"encoder.layer.{layer}.{long}"
            layout[f"{name}.weight"] = (f"l{layer}.{short}.w", shape)
            layout[f"{name}.bias"] = (f"l{layer}.{short}.b", shape[:1])
    return layout


def _move_into_place(scratch: Path, target: Path) -> None:
    if target.exists() and not is_complete(target):
        shutil.rmtree(target)
    try:
        scratch.rename(target)
    except OSError:
        # Another process may have been first; a folder cannot be renamed onto a full one.
        if not is_complete(target):
            raise

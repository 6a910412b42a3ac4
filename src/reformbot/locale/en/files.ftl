### Files that cannot be read: what is wrong, and what to do

error-source-encrypted = { $path } opens with a password only. Save it without one and try again.
error-source-damaged = { $path } is damaged, or is not what its format allows. Open it in the program it was made with, save it anew and try again.
error-source-too-large = { $path } has { $size } MB, more than the { $most } MB that are read. Compress its pictures, or split it into several files.
error-picture-too-large = A page or picture of { $path } has { $pixels } pixels, more than the { $most } that are read. Lower its resolution (200 dpi will do) and try again.
error-source-too-many-pages = { $path } has { $pages } pages, more than the { $most } that are read. Split it by issue and try again.
error-source-textless = { $path } is a picture, and no text was found in it. Check that it is the right file.
error-archive = { $path } was not unpacked: { $fault ->
        [nested] it holds another archive
        [entries] it holds too many files
        [empty] it holds no file that can be read
       *[bomb] it is too large when unpacked
    }. Put only the issues to take in into one archive and try again.
error-source-timeout = Reading { $path } took more than { $seconds } seconds and was stopped. Split it into smaller files, or save it as .docx or .pdf, and try again.
error-source-memory = Reading { $path } takes more than { $most } MB of memory and was stopped. Split it into smaller files and try again.
error-tool-missing = { $path } needs { $tool }, which is not installed on this machine. Have an admin run { $command }, or save the file as .docx first.

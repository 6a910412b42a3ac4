### 文件读不了：是什么毛病、怎么办

error-source-encrypted = { $path } 加了密码，打不开。请去掉密码后另存，再试。
error-source-damaged = { $path } 已损坏，或内容不合规范，打不开。请用原来的软件打开，另存后再试。
error-source-too-large = { $path } 有 { $size } MB，超过 { $most } MB 的上限。请压缩其中的图片，或拆成几个文件。
error-picture-too-large = { $path } 里有一页（或一张图）多达 { $pixels } 像素，超过 { $most } 像素的上限。请降低分辨率（200 dpi 即可）后再试。
error-source-too-many-pages = { $path } 有 { $pages } 页，超过 { $most } 页的上限。请按期拆开后再试。
error-source-textless = { $path } 是图片，其中没有找到文字。请核对是不是发错了文件。
error-archive = 没有解开 { $path }：{ $fault ->
        [nested] 压缩包里还有压缩包
        [entries] 里面的文件太多
        [empty] 里面没有能读的文件
       *[bomb] 解开后太大
    }。请只把要收的简报打成一个压缩包，再试。
error-source-timeout = 读 { $path } 超过了 { $seconds } 秒，已经停下。请拆成几个小些的文件，或另存为 .docx 或 .pdf 后再试。
error-source-memory = 读 { $path } 要用的内存超过 { $most } MB，已经停下。请拆成几个小些的文件再试。
error-tool-missing = 读 { $path } 要用 { $tool }，这台机器上没有装。请管理员运行 { $command }，或先把文件另存为 .docx。

"""Chinese."""

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    labels_of_roles,
    phrases,
    words,
)

# Titles follow names in Chinese and are written without a space: only whole labels can be given.
LANGUAGE = Language(
    code="zh",
    aliases=words("zho chi cmn yue"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                主席 | 代理主席 | 副主席 | 全委會主席 | 代理全委會主席 | 立法會主席 | 立法會代理主席
                | 院長 | 副院長 | 議長 | 副議長 | 召集人 | 主持人 | 委員會主席 | 委员会主席 | 会议主席
                | 议长 | 副议长 | 院长 | 委員長 | 委员长 | 司仪 | 司儀
            """,
            questioner="記者 | 记者 | 提問 | 提问 | 問 | 问 | 訪問者 | 采访者 | 採訪者",
            audience="觀眾 | 观众 | 聽眾 | 听众 | 與會者 | 与会者",
            narration="旁白",
            speaker="答 | 回答",
        ),
        titles=words(
            """
            先生 女士 小姐 太太 議員 议员 委員 委员 主席 副主席 院長 院长 部長 部长 局長 局长 司長
            司长 署長 署长 處長 处长 主任 主任委員 秘書 秘书 秘書長 秘书长 總統 总统 總理 总理 市長
            市长 醫生 医生 教授 博士 律師 律师
            """
        ),
        posts=words("發言人 发言人 政府 委員會 委员会 立法會 立法院 秘書處 翻譯 翻译 代表 嘉賓 嘉宾"),
        courtesy=words("先生 女士 小姐 太太"),
        men=words("先生"),
        women=words("女士 小姐 太太"),
        asking=("記者", "记者", "主持人"),
    ),
    layout=LayoutWords(
        rolls=phrases(
            """
            出席議員 | 缺席議員 | 出席者 | 出席委員 | 列席委員 | 缺席委員 | 列席官員 | 列席人員
            | 列席秘書 | 出席政府官員 | 出席官員 | 出席人員 | 出席人员 | 列席人员 | 與會人員
            | 与会人员 | 缺席者
            """
        ),
        no_labels=phrases(
            """
            時間 | 时间 | 日期 | 地點 | 地点 | 議程 | 议程 | 主題 | 主题 | 題目 | 题目 | 標題
            | 标题 | 來源 | 来源 | 資料來源 | 註 | 注 | 備註 | 备注 | 附件 | 附錄 | 附录 | 摘要
            | 目錄 | 目录 | 電話 | 电话 | 傳真 | 传真 | 電郵 | 邮箱 | 編者按 | 编者按 | 案由
            | 提案 | 決議 | 决议 | 說明 | 说明 | 表決結果 | 表决结果 | 紀錄 | 記錄 | 关键词
            | 關鍵詞 | 語言 | 语言
            """
        ),
        endings=("完", "散會", "散会"),
        function_words=words(
            """
            的 是 在 我 有 不 這 这 們 们 他 為 为 也 就 了 和 與 及 個 个 會 会 要 說 说 人 對 对
            都 每 現 现 多 請 请 一 本 上 下 到 議 议 員 员 主 席
            """
        ),
    ),
)

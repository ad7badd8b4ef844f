"""Japanese."""

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    labels_of_roles,
    phrases,
    words,
)

# Titles follow names in Japanese and are written without a space: only whole labels can be given.
LANGUAGE = Language(
    code="ja",
    aliases=words("jpn"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                議長 | 副議長 | 委員長 | 委員長代理 | 会長 | 仮議長 | 座長 | 司会 | 司会者 | 主査
                | 理事長 | 議事進行
            """,
            questioner="記者 | 質問 | 質問者 | 問 | インタビュアー | 聞き手",
            audience="聴衆 | 傍聴者 | 参加者 | 会場",
            narration="ナレーション | ナレーター",
            speaker="答 | 回答 | 答弁 | 委員 | 事務局",
        ),
        titles=words(
            """
            議員 委員 議長 副議長 委員長 大臣 副大臣 大臣政務官 総理 総理大臣 内閣総理大臣 国務大臣
            財務大臣 外務大臣 長官 官房長官 内閣官房長官 政務官 局長 部長 課長 参考人 政府参考人
            公述人 証人 知事 市長 教授 博士 君 さん 氏 様
            """
        ),
        posts=words("政府 内閣 委員会 衆議院 参議院 国会 事務局 通訳 報道官 記者 司会"),
        courtesy=words("君 さん 氏 様"),
        asking=("記者", "質問者", "聞き手", "司会"),
    ),
    layout=LayoutWords(
        rolls=phrases(
            """
            出席委員 | 出席者 | 出席議員 | 欠席議員 | 欠席者 | 出席国務大臣 | 出席政府委員
            | 参加者 | 政府参考人 | 事務局側 | 委員以外の出席者
            """
        ),
        no_labels=phrases(
            """
            日時 | 日付 | 場所 | 議題 | 議事日程 | 題名 | 件名 | 出典 | 注 | 備考 | 資料 | 付録
            | 要旨 | 概要 | 目次 | 電話 | 言語 | 本日の会議に付した案件 | 採決 | 開会 | 閉会
            | 散会
            """
        ),
        endings=("終わり", "散会", "閉会"),
        function_words=words("の は を に が と で も た て い し す る な か ら れ ん お ま あ"),
    ),
    sentences="ja",
)

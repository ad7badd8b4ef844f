"""Korean."""

from indexer.languages.language import (
    LabelWords,
    Language,
    LayoutWords,
    labels_of_roles,
    phrases,
    words,
)

LANGUAGE = Language(
    code="ko",
    aliases=words("kor"),
    labels=LabelWords(
        generic=labels_of_roles(
            chair="""
                의장 | 부의장 | 의장대리 | 위원장 | 위원장대리 | 소위원장 | 사회자 | 진행자 | 임시의장
                | ○의장 | ○위원장
            """,
            questioner="질문 | 기자 | 질문자 | 문",
            audience="청중 | 방청객 | 참석자",
            narration="내레이션 | 해설",
            speaker="답변 | 답",
        ),
        titles=words(
            """
            의원 위원 의장 부의장 위원장 장관 차관 총리 국무총리 부총리 대통령 비서실장 청장 국장
            실장 수석 대변인 시장 도지사 교수 박사 씨 님 선생 증인 참고인 진술인 수석전문위원
            전문위원 사무총장
            """
        ),
        posts=words("""
            정부 국회 위원회 기자 사회자 통역 부처 법무부장관 기획재정부장관 외교부장관 국방부장관
        """),
        courtesy=words("씨 님 선생"),
        asking=("기자", "진행자", "사회자"),
    ),
    layout=LayoutWords(
        rolls=phrases(
            """
            출석위원 | 출석 위원 | 출석의원 | 출석 의원 | 결석의원 | 청가위원 | 출석 국무위원
            | 참석자 | 출석자 | 배석자
            """
        ),
        no_labels=phrases(
            """
            일시 | 날짜 | 장소 | 의사일정 | 안건 | 의안 | 제목 | 주제 | 출처 | 비고 | 부록 | 첨부
            | 요약 | 전화 | 언어 | 목차 | 상정된 안건 | 부의된 안건 | 표결
            """
        ),
        endings=("끝", "산회"),
        function_words=words(
            """
            가장 같은 것 것을 것이 것입니다 관련 그 그래서 그런 그리고 다시 다음 대한 대해서 때문에
            또 및 말씀 말씀을 수 아니라 어떤 여러분 예 우리 위원장 위해 의원님 이 이런 있는 있습니다
            저는 존경하는 제가 좀 지금 합니다 하는
            """
        ),
    ),
)

"""English short names of posts, of the bodies and places that they are of, and of those who held one before."""

from indexer.languages.language import PostWords, words

_SHORT = {
    "vp": "vice president",
    "veep": "vice president",
    "potus": "president of the United States",
    "prez": "president",
    "flotus": "first lady of the United States",
    "pm": "prime minister",
    "pres": "president",
    "sec": "secretary",
    "secy": "secretary",
    "sec-gen": "secretary-general",
    "amb": "ambassador",
    "ag": "attorney general",
    "spox": "spokesperson",
}

# Departments and agencies by the words that stand before a post ("the HHS secretary"), with their full names.
_BODIES = """
    hhs: Health and Human Services | health
    health and human services: Health and Human Services
    health: Health and Human Services | Health
    dhs: Homeland Security
    homeland: Homeland Security
    homeland security: Homeland Security
    dod: Defense
    defense: Defense
    defence: Defence | Defense
    pentagon: Defense
    doj: Justice
    dot: Transportation
    transportation: Transportation
    transport: Transportation | Transport
    doe: Energy
    energy: Energy
    hud: Housing and Urban Development
    housing: Housing and Urban Development | Housing
    va: Veterans Affairs
    veterans affairs: Veterans Affairs
    usda: Agriculture
    agriculture: Agriculture
    ag: Agriculture
    treasury: the Treasury
    commerce: Commerce
    labor: Labor
    labour: Labour
    education: Education
    interior: the Interior
    fed: the Federal Reserve
    federal reserve: the Federal Reserve
    nsc: the National Security Council
    nec: the National Economic Council
    cea: the Council of Economic Advisers
    omb: the Office of Management and Budget
    budget: the Office of Management and Budget | Budget
    epa: the Environmental Protection Agency
    fema: the Federal Emergency Management Agency
    cdc: the Centers for Disease Control and Prevention
    fda: the Food and Drug Administration
    nih: the National Institutes of Health
    nasa: the National Aeronautics and Space Administration
    faa: the Federal Aviation Administration
    fbi: the Federal Bureau of Investigation
    cia: the Central Intelligence Agency
    sba: the Small Business Administration
    usaid: the Agency for International Development
    irs: the Internal Revenue Service
    sec: the Securities and Exchange Commission
    ftc: the Federal Trade Commission
    fcc: the Federal Communications Commission
    un: the United Nations | the UN
    nato: NATO
    imf: the International Monetary Fund
    ecb: the European Central Bank
    european commission: the European Commission
    european council: the European Council
    eu commission: the European Commission
    eu council: the European Council
    house: the House
    senate: the Senate
"""

# Adjectives and initials of places, with the names of the place.
_PLACES = """
    afghan: Afghanistan
    albanian: Albania
    algerian: Algeria
    american: the United States
    angolan: Angola
    argentine: Argentina
    argentinian: Argentina
    armenian: Armenia
    australian: Australia
    austrian: Austria
    azerbaijani: Azerbaijan
    bahraini: Bahrain
    bangladeshi: Bangladesh
    belarusian: Belarus
    belgian: Belgium
    bolivian: Bolivia
    bosnian: Bosnia and Herzegovina | Bosnia
    brazilian: Brazil
    british: the United Kingdom | the UK | Britain
    bulgarian: Bulgaria
    burmese: Burma | Myanmar
    cambodian: Cambodia
    cameroonian: Cameroon
    canadian: Canada
    chilean: Chile
    chinese: China
    colombian: Colombia
    congolese: the Democratic Republic of the Congo | Congo
    costa rican: Costa Rica
    croatian: Croatia
    cuban: Cuba
    cypriot: Cyprus
    czech: the Czech Republic | Czechia
    danish: Denmark
    dominican: the Dominican Republic
    dutch: the Netherlands
    ecuadorian: Ecuador
    ecuadorean: Ecuador
    egyptian: Egypt
    emirati: the United Arab Emirates | the UAE
    english: England
    estonian: Estonia
    ethiopian: Ethiopia
    european: the European Union | Europe
    fijian: Fiji
    filipino: the Philippines
    philippine: the Philippines
    finnish: Finland
    french: France
    georgian: Georgia
    german: Germany
    ghanaian: Ghana
    greek: Greece
    guatemalan: Guatemala
    haitian: Haiti
    honduran: Honduras
    hungarian: Hungary
    icelandic: Iceland
    indian: India
    indonesian: Indonesia
    iranian: Iran
    iraqi: Iraq
    irish: Ireland
    israeli: Israel
    italian: Italy
    ivorian: Ivory Coast
    jamaican: Jamaica
    japanese: Japan
    jordanian: Jordan
    kazakh: Kazakhstan
    kenyan: Kenya
    korean: South Korea | Korea
    kosovar: Kosovo
    kuwaiti: Kuwait
    laotian: Laos
    latvian: Latvia
    lebanese: Lebanon
    libyan: Libya
    lithuanian: Lithuania
    malaysian: Malaysia
    maltese: Malta
    mexican: Mexico
    moldovan: Moldova
    mongolian: Mongolia
    montenegrin: Montenegro
    moroccan: Morocco
    mozambican: Mozambique
    namibian: Namibia
    nepalese: Nepal
    new zealand: New Zealand
    nicaraguan: Nicaragua
    nigerian: Nigeria
    nigerien: Niger
    north korean: North Korea
    north macedonian: North Macedonia
    northern irish: Northern Ireland
    norwegian: Norway
    omani: Oman
    pakistani: Pakistan
    palestinian: the Palestinian Authority | the Palestinian National Authority | Palestine
    panamanian: Panama
    paraguayan: Paraguay
    peruvian: Peru
    polish: Poland
    portuguese: Portugal
    qatari: Qatar
    romanian: Romania
    russian: Russia
    rwandan: Rwanda
    salvadoran: El Salvador
    saudi: Saudi Arabia
    scottish: Scotland
    senegalese: Senegal
    serbian: Serbia
    singaporean: Singapore
    slovak: Slovakia
    slovenian: Slovenia
    somali: Somalia
    south african: South Africa
    south korean: South Korea | Korea
    spanish: Spain
    sri lankan: Sri Lanka
    sudanese: Sudan
    swedish: Sweden
    swiss: Switzerland
    syrian: Syria
    taiwanese: Taiwan
    tanzanian: Tanzania
    thai: Thailand
    tunisian: Tunisia
    turkish: Turkey | Türkiye
    ugandan: Uganda
    ukrainian: Ukraine
    uruguayan: Uruguay
    uzbek: Uzbekistan
    venezuelan: Venezuela
    vietnamese: Vietnam
    welsh: Wales
    zambian: Zambia
    zimbabwean: Zimbabwe
    uk: the United Kingdom | the UK
    u.k: the United Kingdom | the UK
    eu: the European Union | the EU
    uae: the United Arab Emirates | the UAE
"""


def _table(text: str) -> dict[str, tuple[str, ...]]:
    """Names by the words that stand for them, from lines such as `british: the United Kingdom | the UK`."""
    rows = (line.partition(":") for line in text.strip().splitlines())
    return {short.strip(): tuple(name.strip() for name in names.split("|")) for short, _, names in rows}


POSTS = PostWords(
    short=_SHORT,
    bodies=_table(_BODIES),
    places=_table(_PLACES),
    alike=(
        words("spokesman spokeswoman spokesperson"),
        words("chair chairman chairwoman chairperson"),
        words("adviser advisor"),
    ),
    former=words("former ex erstwhile"),
    of_their_time=words("then"),
    indefinite=words("a an one some any"),
)

"""States, provinces and counties beside their abbreviation or their towns: "Detroit, Michigan" of "Detroit, MI".
Knows no text and no country; a region that a fact itself names otherwise is never taken for the town's own."""

from __future__ import annotations

import re

#: Postal abbreviations of the USA, Canada and Australia.
_SHORT = {
    name: short
    for short, name in (
        pair.split(":")
        for pair in """AL:alabama AK:alaska AZ:arizona AR:arkansas CA:california CO:colorado CT:connecticut DE:delaware
        FL:florida GA:georgia HI:hawaii ID:idaho IL:illinois IN:indiana IA:iowa KS:kansas KY:kentucky LA:louisiana
        ME:maine MD:maryland MA:massachusetts MI:michigan MN:minnesota MS:mississippi MO:missouri MT:montana
        NE:nebraska NV:nevada NH:new_hampshire NJ:new_jersey NM:new_mexico NY:new_york NC:north_carolina
        ND:north_dakota OH:ohio OK:oklahoma OR:oregon PA:pennsylvania RI:rhode_island SC:south_carolina
        SD:south_dakota TN:tennessee TX:texas UT:utah VT:vermont VA:virginia WA:washington WV:west_virginia
        WI:wisconsin WY:wyoming AB:alberta BC:british_columbia MB:manitoba NB:new_brunswick NL:newfoundland
        NS:nova_scotia ON:ontario PE:prince_edward_island QC:quebec SK:saskatchewan NSW:new_south_wales
        QLD:queensland SA:south_australia TAS:tasmania VIC:victoria ACT:australian_capital_territory
        NT:northern_territory""".split()  # noqa: SIM905
    )
}
_TOWN_BEFORE = re.compile(r"([a-z][a-z' -]*?), (?:(?:north|south|east|west) )?$")
_LAST_WORDS = re.compile(r"([a-z'-]+(?: [a-z'-]+)?)$")
#: What a town's own region is called, where a fact names the town alone.
_TOWNS = {
    "south yorkshire": "sheffield rotherham barnsley doncaster",
    "west yorkshire": "leeds bradford huddersfield halifax wakefield",
    "north yorkshire": "york harrogate whitby scarborough skipton",
    "yorkshire": "sheffield leeds bradford huddersfield halifax york harrogate whitby hull",
    "greater manchester": "manchester salford stockport bolton wigan",
    "merseyside": "liverpool southport",
    "tyne and wear": "newcastle gateshead sunderland",
    "west midlands": "birmingham coventry wolverhampton walsall dudley",
    "staffordshire": "stoke-on-trent stafford leek burslem",
    "northamptonshire": "northampton kettering wellingborough",
    "nottinghamshire": "nottingham mansfield newark",
    "leicestershire": "leicester loughborough melton_mowbray",
    "derbyshire": "derby chesterfield bakewell buxton",
    "devon": "exeter plymouth totnes barnstaple",
    "cornwall": "falmouth truro penzance st_ives newquay",
    "kent": "canterbury maidstone whitstable margate faversham",
    "sussex": "brighton lewes hastings chichester",
    "east sussex": "brighton lewes hastings rye",
    "west sussex": "chichester worthing horsham",
    "norfolk": "norwich cromer king's_lynn",
    "suffolk": "ipswich southwold lowestoft",
    "oxfordshire": "oxford witney banbury",
    "cambridgeshire": "cambridge ely peterborough",
    "cumbria": "kendal carlisle keswick penrith",
    "lancashire": "lancaster blackburn preston burnley",
    "cheshire": "chester macclesfield",
    "shropshire": "shrewsbury ludlow",
    "somerset": "bath frome wells taunton glastonbury",
    "wiltshire": "salisbury swindon",
    "hampshire": "winchester southampton portsmouth",
    "worcestershire": "worcester kidderminster redditch",
    "herefordshire": "hereford ledbury",
    "gloucestershire": "cheltenham gloucester stroud",
    "lincolnshire": "lincoln grantham stamford",
    "michigan": "detroit grand_rapids",
    "illinois": "chicago",
    "massachusetts": "boston",
    "washington": "seattle spokane tacoma",
    "texas": "austin houston dallas san_antonio",
    "georgia": "atlanta savannah",
    "florida": "miami orlando tampa",
    "colorado": "denver boulder",
    "tennessee": "nashville memphis",
    "louisiana": "new_orleans",
    "pennsylvania": "philadelphia pittsburgh",
    "california": "los_angeles san_francisco san_diego oakland sacramento",
    "oregon": "portland bend eugene",
    "ohio": "cleveland cincinnati columbus",
    "minnesota": "minneapolis",
    "wisconsin": "milwaukee madison",
    "maryland": "baltimore",
    "utah": "salt_lake_city",
    "new york": "brooklyn buffalo rochester new_york_city",
    "north carolina": "asheville charlotte raleigh durham",
    "vermont": "burlington",
    "ontario": "toronto ottawa hamilton",
    "quebec": "montreal",
    "british columbia": "vancouver",
    "alberta": "calgary edmonton",
    "new south wales": "sydney newcastle",
    "queensland": "brisbane cairns",
    "victoria": "melbourne geelong ballarat",
    "tasmania": "hobart launceston",
}


def told_short(region: str, value: str) -> bool:
    """Whether a fact's value, as written, gives the region by its abbreviation after a town: "Asheville, NC"."""
    short = _SHORT.get(region.replace(" ", "_"))
    return short is not None and re.search(rf"\w,? {short}\b", value) is not None


def names_region(word: str, text: str) -> bool:
    """Whether a folded word is one of the name of a region that the facts, as written, abbreviate after a town."""
    return any(word in name.split("_") and re.search(rf"\w,? {short}\b", text) for name, short in _SHORT.items())


def after_town(before: str) -> str | None:
    """The town that folded text ends with, a comma after it; None where it ends otherwise."""
    match = _TOWN_BEFORE.search(before)
    words = _LAST_WORDS.search(match[1]) if match else None
    return words[1] if words else None


def is_its_region(region: str, town: str, value: str) -> bool:
    """Whether the region is that of the town, one or two words, and a fact's folded value holds the town."""
    towns = _TOWNS.get(region, "").split()
    last = town.rsplit(" ", 1)[-1]
    return any(name in value and (town.endswith(name) or last == name) for name in (t.replace("_", " ") for t in towns))

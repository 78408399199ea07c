"""One fact told in many wordings: each true one passes, each false one is blocked. By cause, not by sentence."""

from __future__ import annotations

import pytest

from copywriter.checks.claims import examine
from copywriter.records import Fact, ProductFacts


def blocked(text: str, facts: dict[str, str], title: str = "") -> bool:
    product = ProductFacts(title=title, brand="", facts=tuple(Fact(n, v) for n, v in facts.items()), language="en")
    findings, _ = examine(text, product, language="en")
    return any(f.severity == "block" for f in findings)


#: facts, what is true of them, what is false.
TOLD: list[tuple[dict[str, str], list[str], list[str]]] = [
    (
        {"Pieces": "8", "Diameter": "3 cm"},
        ["This 8pc set dries by noon.", "In the box: 8PCS.", "It is 3cm wide."],  # no part code, no 3C mark
        ["This 6pc set dries by noon.", "In the box: 9PCS.", "It bears the 3C mark."],
    ),
    (
        {"Removable hood": "Yes"},
        ["The hood zips off.", "Unclip the hood and roll it up.", "Take the hood off in June.", "The hood comes away."],
        ["The hood is sewn in.", "The hood cannot be removed.", "The hood does not come off.", "The hood stays on."],
    ),
    (
        {"Filter": "Replaceable"},
        ["Fit a fresh filter in spring.", "Swap the filter twice a year.", "The filter can be changed."],
        ["The filter cannot be replaced.", "The filter is sealed in.", "The filter is not replaceable."],
    ),
    (
        {"Reversible": "No"},
        ["It shows one side only.", "Single-sided, so keep the label below."],
        ["Turn it over for a new look.", "Use either side.", "Both sides are for show."],
    ),
    (
        {"Dimmable": "Yes"},
        ["Turn it down for the film.", "It dims.", "The brightness can be set."],
        ["It cannot be dimmed.", "There is one brightness only.", "It does not dim."],
    ),
    (
        {"Non-slip base": "Yes"},
        ["It stays put on tiles.", "It won't slide.", "The base grips the shelf.", "It never slips."],
        ["It does slide on tiles.", "The base is slippery.", "It can slip."],
    ),
    (
        {"Dishwasher safe": "No"},
        ["Skip the dishwasher.", "Hand wash only.", "It should not go in the dishwasher."],
        ["Put it in the dishwasher.", "The dishwasher is fine.", "It is dishwasher-proof."],
    ),
    (
        {"Assembly": "Required"},
        ["You put it together.", "Some assembly needed.", "It comes flat-packed."],
        ["It arrives assembled.", "No assembly needed.", "It comes ready built.", "There is nothing to assemble."],
    ),
    (
        {"Batteries required": "No"},
        ["It needs no batteries.", "It runs without batteries."],
        ["It runs on two batteries.", "It takes batteries.", "Battery-powered."],
    ),
    (
        {"Vegan": "Yes"},
        ["Nothing in it comes from animals.", "Free of animal products.", "It is plants only."],
        ["It is not vegan.", "It is made with beeswax.", "It holds animal fat."],
    ),
    (
        {"Fragrance free": "Yes"},
        ["It smells of nothing.", "There is no perfume in it.", "Unscented."],
        ["It is lightly scented.", "It smells of roses.", "It contains perfume."],
    ),
    (
        {"Auto shut-off": "Yes"},
        ["It turns itself off.", "It switches off by itself."],
        ["It runs on until you stop it.", "It does not turn itself off."],
    ),
    (
        {"Perforated pages": "No"},
        ["The pages do not tear out.", "The pages are not perforated."],
        ["Pages tear out cleanly.", "The pages are perforated."],
    ),
    (
        {"Waterproof": "No"},
        ["Keep it dry.", "It is not for rain.", "It is not waterproof."],
        ["It shrugs off rain.", "Rain is fine.", "It keeps the rain out."],
    ),
    (
        {"Handmade": "Yes"},
        ["Thrown by hand.", "Each one is shaped by hand.", "Hand-thrown."],
        ["Made by machine.", "It comes off a production line.", "Machine-made."],
    ),
    (
        {"Outdoor use": "No"},
        ["Keep it indoors.", "For indoor use only."],
        ["It lives happily outside.", "Leave it on the patio.", "It is made for outdoor use."],
    ),
    (
        {"Hair type": "Normal to oily"},
        ["Best for oily hair.", "For normal hair."],
        ["Not for oily hair.", "Not suitable for normal hair.", "It is not meant for oily hair."],
    ),
    (
        {"Compatible": "Most major wooden rails"},
        ["It fits most wooden rails."],
        ["It does not fit wooden rails.", "It won't work with wooden rails.", "Not compatible with wooden rails."],
    ),
    (
        {"Closure": "Butterfly back", "Gender": "Unisex"},
        ["A butterfly back holds it.", "Men and women wear it."],
        ["It has no butterfly back.", "For women only.", "Only men can wear it."],
    ),
    (
        {"Nickel free": "Yes", "Mulesing free": "Y"},
        ["There is no nickel in it.", "Nickel-free.", "It is free of nickel.", "Mulesing-free.", "Without nickel."],
        ["It contains nickel.", "It is not nickel-free."],
    ),
    (
        {"Material": "62% merino wool, 38% nylon"},
        ["More than half merino.", "At least half merino wool.", "Mostly merino.", "Over 60% merino wool."],
        ["More than three quarters merino.", "A third merino wool.", "Less than half merino.", "Half nylon."],
    ),
    (
        {"Recycled steel": "50%"},
        ["Half of it is recycled.", "Half of the steel is recycled.", "Fifty per cent of the steel is recycled."],
        ["All of it is recycled.", "A third of it is recycled.", "Nine parts in ten are recycled steel.",
         "Ninety per cent of the steel is recycled."],
    ),
    (
        {"Battery life": "12 hours", "Charging time": "3 hours"},
        ["It runs for half a day.", "Three hours fill it up.", "It lasts twelve hours."],
        ["It lasts for two days.", "Five hours fill it up again.", "It runs for twenty hours on a charge."],
    ),
    (
        {"Recommended age": "3+ years"},
        ["For children of three and up.", "For ages three and over.", "From three years."],
        ["For children of five and up.", "For ages six and over.", "For children of one and up."],
    ),
    (
        {"Metal": "925 sterling silver, 18K gold plated"},
        ["Plated in 18-carat gold.", "18 ct gold over silver.", "18kt gold on top."],
        ["Plated in 14-carat gold.", "24 ct gold over silver.", "9K gold on top."],
    ),
    (
        {"Weight": "3.4 g"},
        ["Three and a half grams, more or less.", "About three and a half grams."],
        ["Six and a half grams.", "Four and a half grams."],
    ),
    (
        {"Size": "117cm W x 229cm D"},
        ["It is 117 cm wide and 2.29 m long."],
        ["It is 229 cm wide.", "It is 117 cm long."],
    ),
    (
        {"Origin": "P.R.C."},
        ["Made in China.", "Chinese-made."],
        ["Made in Italy.", "It was turned out in Germany.", "Bound in Japan."],
    ),
    (
        {"Origin": "Turkey"},
        ["Woven in Türkiye.", "Turkish-made."],
        ["We weave them in Portugal.", "Each one is knitted on old looms in Japan.", "It hails from Peru."],
    ),
    (
        {"Roasted in": "Bristol, UK"},
        ["Roasted in Bristol.", "Roasted in the UK."],
        ["Roasted in Naples.", "Roasted in London.", "Roasted in Hamburg."],
    ),
    (
        {"Material": "Cast iron, enamelled", "Pearl": "Freshwater", "Box": "Glass"},
        ["The enamelled cast iron stays warm.", "A freshwater pearl.", "A glass box."],
        ["The enamelled steel stays warm.", "A bamboo box."],
    ),
    (
        {"Material": "Polycarbonate shell", "Recycled shell": "30 %"},
        ["The shell is 30% recycled plastic."],
        ["The shell is 60% recycled plastic."],
    ),
    # Facts that are short statements, against sentences, questions with their answers, and labels.
    (
        {"Pocket": "no bottle pocket"},
        ["Bottle pocket? No.", "There is no bottle pocket.", "Bottle pocket: none."],
        ["Bottle pocket? Yes, on the left.", "It has a bottle pocket.", "Bottle pocket: included.",
         "Is there a bottle pocket? There is."],
    ),
    (
        {"Bag": "padded bag included"},
        ["A padded bag comes with it.", "Padded bag: supplied.", "Does it come with a padded bag? It does."],
        ["No padded bag is included.", "Padded bag: not included.", "Padded bag? Sadly not.",
         "It comes without a padded bag."],
    ),
    (
        {"Repair": "can be resoled"},
        ["They can be resoled.", "Can they be resoled? They can."],
        ["They cannot be resoled.", "Can they be resoled? No.", "They can never be resoled."],
    ),
    (
        {"Expand": "not expandable"},
        ["Does it expand? It doesn't.", "It does not expand."],
        ["It does expand.", "Does it expand? Certainly."],
    ),
    (
        {"Grain": "grain-free"},
        ["Without grain.", "Grain? None.", "It contains no grain.", "Grain-free."],
        ["It contains grain.", "Grain? A little, yes: it has some grain.", "Grain is in it."],
    ),
    (
        {"Microwave": "not suitable for the microwave"},
        ["Can it go in the microwave? No.", "Keep it out of the microwave."],
        ["Can it go in the microwave? Yes.", "It is fine in the microwave."],
    ),
    (
        {"Sensor": "built-in GPS"},
        ["GPS is built in.", "GPS? Yes."],
        ["GPS is missing.", "It has no GPS.", "GPS? No."],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "text"), [(f, t) for f, true, _ in TOLD for t in true])
def test_a_truth_passes_in_whatever_words(facts: dict[str, str], text: str) -> None:
    assert not blocked(text, facts)


@pytest.mark.parametrize(("facts", "text"), [(f, t) for f, _, false in TOLD for t in false])
def test_a_lie_is_blocked_in_whatever_words(facts: dict[str, str], text: str) -> None:
    assert blocked(text, facts)


@pytest.mark.parametrize(
    "text",
    [
        "Green fingers are not needed.",
        "Rub it and work up a foam.",
        "A glass of water beside it.",
        "Wear it in Paris or in Rome.",
        "Half the fun is in the packing.",
        "Give it five minutes of your time.",
    ],
)
def test_talk_is_no_claim(text: str) -> None:
    assert not blocked(text, {"Color": "Red", "Material": "Oak", "Origin": "Spain", "Battery life": "3 hours",
                              "Recycled oak": "50%"})  # fmt: skip

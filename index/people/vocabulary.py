"""The words by which people and organisations are known in English text; lower case, singular."""

from __future__ import annotations

from index.english.words import word_set
from index.irregular import BASE_FORMS, PLURALS

COURTESY_TITLES = word_set("""
    mr mr. mrs mrs. ms ms. miss mister madam madame monsieur mademoiselle herr frau señor señora
    don doña dr dr. prof prof. rev rev. sir dame lord lady st st. saint king queen prince
    princess emperor empress duke duchess count countess baron baroness earl sultan tsar czar
    pope father mother brother sister aunt auntie uncle grandfather grandmother granny grandma
    grandpa goodman goodwife squire master mistress captain old little young
    """)
"""Stand before a name and are written as a part of it."""

FEMALE = word_set("""
    mrs mrs. ms ms. miss madam madame mademoiselle frau señora doña dame lady queen princess
    empress duchess countess baroness mother sister aunt auntie grandmother granny grandma
    goodwife mistress
    """)
MALE = word_set("""
    mr mr. mister monsieur herr señor don sir lord king prince emperor duke count baron earl
    sultan tsar czar pope father brother uncle grandfather grandpa goodman squire master
    """)

OFFICES = word_set("""
    president minister premier chancellor secretary senator congressman congresswoman
    representative governor mayor ambassador envoy diplomat spokesman spokeswoman spokesperson
    press-secretary chairman chairwoman chairperson chair chief director commissioner
    commander general admiral colonel major lieutenant sergeant marshal officer official
    judge justice attorney lawyer prosecutor professor doctor scientist researcher expert analyst
    economist historian journalist reporter correspondent editor author writer poet novelist
    actor actress singer musician composer painter artist architect engineer pilot coach captain
    player striker goalkeeper champion founder co-founder ceo boss owner manager head leader
    activist campaigner politician lawmaker mp candidate deputy adviser advisor aide veteran
    bishop archbishop cardinal rabbi imam priest sheriff inspector detective constable
    """)
"""What somebody is by work: said in front of a name or after it, and not a part of it."""

PEOPLE = word_set("""
    man woman boy girl lad lass youth maiden maid child baby infant son daughter father mother
    brother sister husband wife uncle aunt nephew niece cousin grandfather grandmother grandson
    granddaughter stepmother stepfather stepson stepdaughter stepsister stepbrother godmother
    godfather bride bridegroom groom widow widower orphan twin neighbor neighbour friend stranger
    guest host king queen prince princess emperor empress duke duchess count countess baron
    baroness lord lady knight squire page page-boy sultan tsar czar pasha vizier caliph mikado
    sheriff mayor judge lawyer lawman steward chamberlain chancellor counsellor councillor minister
    ambassador herald messenger courier servant maid-servant servant-maid manservant housekeeper
    butler footman cook scullion nurse governess gardener goose-girl match-maker plow-boy farmer
    peasant shepherd shepherdess goatherd swineherd cowherd herd-boy herdsman herder plowman
    ploughman ploughboy farm-hand miller baker butcher brewer innkeeper landlord landlady hostess
    merchant pedlar peddler tinker tailor shoemaker cobbler weaver spinner smith blacksmith
    goldsmith carpenter woodcutter wood-cutter woodman woodsman charcoal-burner hunter huntsman
    forester fisherman fisher sailor skipper captain ferryman boatman pilot soldier sergeant
    general colonel guard watchman sentinel gatekeeper porter jailer hangman executioner robber
    thief bandit pirate beggar beggarman hermit monk friar nun abbot abbess priest parson vicar
    bishop pope deacon sexton clerk scholar student schoolmaster teacher master mistress
    apprentice doctor physician surgeon magician wizard sorcerer sorceress enchanter enchantress
    witch fairy elf dwarf gnome goblin troll ogre ogress giant giantess mermaid nymph angel devil
    demon ghost spirit genie saint fool jester minstrel fiddler piper harper singer poet
    storyteller painter musician barber washerwoman laundress milkmaid dairymaid henwife midwife
    hag crone dame goodman goodwife gentleman nobleman courtier hero heroine champion warrior
    monarch ruler chief chieftain headman elder peri djinn lover suitor traveller traveler pilgrim
    wanderer foreigner old-woman troll-woman mandarin samurai daimyo brahmin rajah fakir dervish
    tutor inspector detective constable policeman monster beast manito
    """)
"""Heads of descriptions such as "the old woman"."""

KIN = word_set("""
    son daughter father mother brother sister husband wife uncle aunt nephew niece grandfather
    grandmother grandson granddaughter stepmother stepfather stepson stepdaughter godmother
    godfather bride bridegroom widow
    """)

CREATURES = word_set("""
    dog cat mouse rat wolf fox bear lion lioness tiger leopard hare rabbit hedgehog badger otter
    squirrel deer stag hart doe fawn roe horse mare foal colt donkey ass mule ox cow bull calf
    goat kid billy-goat sheep ram lamb pig sow hog monkey ape elephant camel crocodile alligator
    tortoise turtle snake serpent adder viper dragon sea-serpent lizard frog toad fish salmon
    trout pike herring crab lobster whale shark seal bird sparrow swallow lark nightingale thrush
    robin wren linnet finch raven crow rook jackdaw magpie dove pigeon eagle hawk falcon kite owl
    cuckoo stork crane heron swan goose gander duck drake hen cock rooster chicken turkey peacock
    parrot ant bee wasp fly spider beetle cricket grasshopper butterfly caterpillar snail worm
    unicorn griffin phoenix kitten puppy hound jackal hyena panther weasel mole bat
    """)

STANDALONE = word_set("eldest youngest elder younger oldest")
"""Heads only where no noun follows: "the youngest went off"."""

CONTRASTING = (
    word_set(
        """
        old young elder younger eldest youngest oldest middle first second third fourth fifth
        sixth seventh other last next another
        """
    ),
    word_set("rich poor"),
    word_set("good wicked evil bad cruel kind"),
    word_set("big little great small tall"),
    word_set("black white red grey gray green blue brown golden silver"),
    word_set("dead"),
    word_set("strange wise selfish"),
)
"""Words that tell two of a kind apart; other words say more about the same one."""

ORGANISATION_WORDS = word_set("""
    agency airlines airways alliance army association authority bank board brigade bureau cabinet
    church club college commission committee company confederation conference congress consortium
    cooperative corp corp. corporation council court department directorate enterprises federation
    fc foundation front fund government group guild guardian herald holdings hospital inc inc.
    industries institute institution journal kremlin laboratory league legion ltd ltd. media
    ministry movement museum navy network news newspaper office opera orchestra organisation
    organization parliament partnership party pentagon police post press reuters school senate
    service society squad studios syndicate team technologies telegraph times treasury tribunal
    tribune trust union university duma bundestag knesset
    """)

PLACE_WORDS = word_set("""
    street road avenue square park lake river sea ocean bay gulf mountain mountains mount hill
    hills island islands isle valley desert forest wood bridge castle palace tower town city
    village county province state kingdom land east west north south coast cape airport station
    house hall chamber gate green garden isle isles chair room door
    """)

SPEECH_VERBS = word_set("""
    say tell ask answer reply cry call shout whisper exclaim declare announce claim state explain
    add insist promise threaten warn vow swear pledge deny admit confirm note stress urge argue
    suggest remark repeat report respond demand beg order command murmur mutter grumble sigh sob
    scream shriek yell roar growl croak chirp hiss boast complain object agree advise accuse quote
    laugh express
    """)

PLAIN_SPEECH = word_set("say answer reply ask cry exclaim tell whisper call shout")

AUXILIARIES = word_set("""
    is was has had will would may might can could shall should must does did do says said went
    came saw knew thought
    """)

PLACE_PREPOSITIONS = word_set("in at near toward towards across outside inside around")

FUNCTION_WORDS = word_set("""
    a about above across after again against all along also although always among an and another
    any are around as at away back be because been before behind being below beneath beside
    besides between both but by can could did do does down during each either else even ever every
    few for from had has have he hence her here hers herself him himself his how however i if in
    inside into is it its itself just last least less like many may me might mine more most much
    must my near neither never next no nor not nothing now of off often on once one only or other
    our out outside over own past perhaps quite rather same shall she should since so some soon
    still such than that the their them then there these they this those though through thus till
    to together too toward towards two under until up upon us very was we well were what when
    where whether which while who whom whose why will with within without would yet you your
    himself themselves said says
    """)

OPENING_ADVERBS = word_set("""
    afterward afterwards forthwith furthermore meantime meanwhile moreover nevertheless nonetheless
    nowadays otherwise presently sometimes somehow straightaway straightway thereafter therefore
    thereupon today tomorrow tonight whenever wherever yesterday
    """)
"""Stand in front of a sentence's subject; with them does any longer word that ends with "ly"."""
NO_ADVERBS = word_set("""
    assembly bully beverly billy bubbly cicely costly cuddly curly daily deadly dolly early emily
    family friendly ghostly giggly goodly grisly heavenly hilly holly holy homely italy jelly jilly
    jolly july kelly kimberly kingly lily lilly lively lonely lovely lowly manly milly molly monthly
    motherly nelly oily only polly princely prickly reilly sally scaly shelly sickly silly sly
    smelly tally tilly ugly wally weekly wily willy wooly woolly worldly wrinkly yearly
    """)
"""End with "ly" too: names, and what stands in a name."""

PLACES = word_set("""
    afghanistan africa albania algeria america andorra angola ankara antarctica arabia argentina
    armenia asia athens australia austria azerbaijan baghdad bahrain bangkok bangladesh beijing
    belarus belfast belgium belgrade berlin bern bolivia bosnia boston brazil britain brussels
    bucharest budapest bulgaria burma cairo california cambodia cameroon canada canberra chad
    chicago chile china colombia congo copenhagen cornwall croatia cuba cyprus damascus delhi
    denmark dublin ecuador egypt england estonia ethiopia europe finland florida france gaza
    geneva georgia germany ghana greece guatemala guinea haiti hanoi havana helsinki honduras
    hungary iceland india indonesia iran iraq ireland islamabad israel istanbul italy jakarta
    jamaica japan jerusalem jordan kabul kazakhstan kenya kiev korea kosovo kuwait kyiv laos
    latvia lebanon liberia libya lisbon lithuania london luxembourg macedonia madrid malaysia
    mali malta manila mecca mexico minsk moldova monaco mongolia montenegro morocco moscow
    mozambique myanmar nairobi nepal netherlands nicaragua nigeria norway oman oslo ottawa
    pakistan palestine panama paraguay paris peking peru philippines poland portugal prague
    pyongyang qatar riyadh romania rome russia rwanda scandinavia scotland senegal seoul serbia
    siberia singapore slovakia slovenia somalia spain stockholm sudan sweden switzerland sydney
    syria taiwan tehran tennessee texas thailand tibet tokyo tripoli tunisia turkey u.k u.s
    uganda uk ukraine uruguay us usa uzbekistan venezuela venice vienna vietnam wales warsaw
    washington yemen zagreb zambia zimbabwe zurich
    """)

NEVER_NAMES = word_set("""
    i o oh ah alas ho hey hello yes no god lord heaven heavens amen english french german russian
    turkish american british christian christmas easter sunday monday tuesday wednesday thursday
    friday saturday january february march april may june july august september october november
    december bible gospel chapter part mr mrs ms dr sir madam majesty highness dear ha hurrah lo
    internet covid others many some everyone everybody nobody
    """)

PORTFOLIOS = word_set(
    """
    state defence defense foreign affairs interior justice finance treasury health energy staff
    education labour labor trade commerce agriculture transport homeland security culture
    """
)
"""What a minister is minister of."""

NATIONALITY_ENDINGS = ("ish", "ian", "ese", "ean", "can", "eek", "wiss", "ench", "utch")

_NOT_PAST = PLURALS.keys() | word_set("indeed hundred red bed need seed bred shed led")
_SAME_PAST = word_set("let put set cut hit hurt shut cast burst bid spread rid split read")


def base_form(word: str) -> str:
    """The base of a regular or irregular verb form, as far as spelling tells."""
    if word in BASE_FORMS:
        return BASE_FORMS[word]
    for ending, instead in (("ied", "y"), ("ies", "y"), ("ed", ""), ("ing", ""), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending) + instead
            for base in (stem, f"{stem}e", stem[:-1]):
                if base in SPEECH_VERBS:
                    return base
    return word


def is_speech(word: str) -> bool:
    """Whether a word is a form of a verb of saying."""
    return base_form(word) in SPEECH_VERBS


def is_act(word: str) -> bool:
    """Whether a word after a name says that its bearer does something."""
    if word in AUXILIARIES or word in _SAME_PAST or is_speech(word):
        return True
    if word in _NOT_PAST:
        return False
    return word in BASE_FORMS or (word.endswith("ed") and len(word) > 3)

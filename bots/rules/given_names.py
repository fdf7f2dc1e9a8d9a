"""Given names that are common in Britain, for keeping people out of what is kept. No word of the vocabulary is one."""

from __future__ import annotations

from typing import Final

from bots.rules.tokens import set_of

GIVEN_NAMES: Final = set_of(
    "aaron abdul abigail adam adele adrian agnes ahmed aidan aisha alan alastair albert alex alexander alexandra "
    "alfie alfred ali alice alicia alison alistair amanda amelia amina amir amy andrea andrew angela angus anita ann "
    "anna anne annette anthony antonia archie arthur asha ashley audrey ava barbara barry beatrice ben benjamin "
    "bernadette bernard beth bethany beverley brenda brian bridget bronwen bryan caitlin callum cameron carl carla "
    "carol caroline catherine cath ceri charles charlie charlotte cheryl chloe chris christian christina christine "
    "christopher claire clara clare clive colin connor craig cynthia daniel danielle darren dave david dawn debbie "
    "deborah debra denise dennis derek diana diane dominic donald donna doreen dorothy douglas duncan dylan edith "
    "edward eileen elaine eleanor elizabeth ella ellen ellie elsie emily emma eric erin ethan eva evelyn fatima "
    "felicity fiona florence frances francesca francis fred frederick freya gareth gary gavin gemma geoff geoffrey "
    "george georgia georgina gerald geraldine gerard gillian glenn glynis gordon graeme graham greg gregory gwen "
    "hamza hannah harold harriet harry hassan hayley heather helen henry hilary hilda howard hugh hussein ian ibrahim "
    "imran irene iris isaac isabel isabella ivy jacob jacqueline jake james jamie jane janet janice jason jay jean "
    "jeff jeffrey jennifer jenny jeremy jessica jill jim joan joanna joanne joe joel john jonathan jordan joseph "
    "josephine josh joshua joyce judith julia julian julie june justin karen kate katherine kathleen kathryn katie "
    "kay keith kelly ken kenneth kerry kevin khalid kieran kim kirsty kyle laura lauren laurence lawrence leah leanne "
    "lee leo leon leonard lesley leslie lewis liam lilian lily linda lindsay lisa liz lorna lorraine louis louise lucy "
    "luke lydia lynda lynn lynne maggie malcolm marcus margaret maria marian marie marilyn marion marjorie martha "
    "martin mary matilda matthew maureen maurice megan melanie melissa michael michelle mike mohamed mohammad mohammed "
    "molly monica moira muhammad naomi natalie natasha nathan neil niall nicholas nicola nicole nigel nina noah nora "
    "norma norman oliver olivia omar oscar owen pam pamela patricia patrick paul paula pauline penelope peter philip "
    "phillip phoebe phyllis poppy priya rachel ralph raymond rebecca rhian rhys richard rita robert robin roger "
    "ronald rosemary rosie ross roy ruby rupert russell ruth ryan sally sam samantha samuel sandra sara sarah scott "
    "sean shane sharon shaun sheila shirley sian simon sophia sophie stacey stanley stella stephanie stephen steve "
    "steven stewart stuart susan suzanne sylvia tariq terence teresa terry theresa thomas tim timothy tina toby tom "
    "tony tracey tracy trevor usman valerie vanessa vera veronica victor victoria vincent violet vivienne walter wayne "
    "wendy wesley william winifred yasmin yusuf yvonne zahra zara zoe"
)
TITLES: Final = set_of("mr mrs ms miss dr cllr councillor sir dame lord lady prof professor rev")

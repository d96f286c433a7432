# Words of the service catalogue; keys are catalogue-<list>-<code>.

catalogue-line-administration = Administration
catalogue-line-civil-affairs = Civil affairs
catalogue-line-family-planning = Family planning
catalogue-line-labour = Labour and social insurance
catalogue-line-clean-city = Civilised and clean city
catalogue-line-petitions = Petitions
catalogue-line-newcomers = Newcomers
catalogue-line-public-order = Public order
catalogue-line-justice = Justice

catalogue-category-law-education = Law education
catalogue-category-family-planning = Family planning
catalogue-category-clean-city = Civilised and clean city
catalogue-category-public-order = Public order and safety
catalogue-category-social-security = Work and social security
catalogue-category-culture-education = Culture and education
catalogue-category-health = Health
catalogue-category-low-income = Low income and relief
catalogue-category-disability = Disability
catalogue-category-low-rent = Public housing
catalogue-category-elder-care = Elder care
catalogue-category-disputes = Disputes
catalogue-category-correction = Community correction
catalogue-category-facilities = Public facilities

catalogue-situation-birth = Having a child
catalogue-situation-school = School
catalogue-situation-work = Work
catalogue-situation-illness = Illness
catalogue-situation-old-age = Old age
catalogue-situation-hardship = Hardship
catalogue-situation-disability = Disability
catalogue-situation-housing = Housing
catalogue-situation-moving = Moving here
catalogue-situation-neighbours = Neighbours
catalogue-situation-repair = Repairs
catalogue-situation-environment = Environment
catalogue-situation-safety = Safety
catalogue-situation-veteran = Veterans
catalogue-situation-party = Party members
catalogue-situation-law = Law
catalogue-situation-bereavement = Bereavement

catalogue-type-immediate = Same day
catalogue-type-promised = Promised
catalogue-type-joint = Joint
catalogue-type-reply = Written reply

catalogue-mechanism-direct = Ordinary: handled directly
catalogue-mechanism-committed = Important: handled by promise
catalogue-mechanism-cross-boundary = Beyond the boundary: handled jointly
catalogue-mechanism-declared = Special: handled by declaration
catalogue-mechanism-collective = Approvals: handled together

catalogue-secrecy-household = Household: whoever holds the household's card
catalogue-secrecy-personal = Personal: only who asked for it
catalogue-secrecy-confidential = Confidential: only who asked for it and who deals with it
catalogue-secrecy-household-short = Household
catalogue-secrecy-personal-short = Personal
catalogue-secrecy-confidential-short = Confidential

catalogue-channel-kiosk = Lobby terminal
catalogue-channel-window = Service window
catalogue-channel-home = At home
catalogue-channel-phone = Telephone

catalogue-paper-receipt = Acceptance receipt
catalogue-paper-materials-notice = Materials notice
catalogue-paper-commitment = Commitment
catalogue-paper-supplement-notice = Request for missing papers
catalogue-paper-refusal-notice = Notice of refusal
catalogue-paper-closing-notice = Closing notice
catalogue-paper-transfer-slip = Transfer slip
catalogue-paper-application-form = Application form
catalogue-paper-introduction-letter = Letter of introduction
catalogue-paper-pregnancy-card = Expectant mother's contact card
catalogue-fault = The catalogue entry is wrong: { $fault }

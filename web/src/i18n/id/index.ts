import account from './account'
import common from './common'
import english from './english'
import fleet from './fleet'
import keys from './keys'
import notebook from './notebook'
import progress from './progress'
import scenarios from './scenarios'
import speech from './speech'
import talk from './talk'

export default { account, common, english, fleet, keys, notebook, progress, scenarios, speech, talk }

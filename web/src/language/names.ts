// Names of skills and of kinds of mistakes, in the learner's language. A kind that is newer than this page is shown as it is called.

import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Skill } from '@/api/types'
import en from '@/i18n/en/english'

type Category = keyof typeof en.categories

export function useNames() {
  const { t } = useTranslation('english')
  return {
    skill: (skill: Skill) => t(`skills.${skill}`),
    aboutSkill: (skill: Skill) => t(`skillsMore.${skill}`),
    category: (category: string) => categoryName(t, category),
  }
}

function categoryName(t: TFunction<'english'>, category: string): string {
  return category in en.categories ? t(`categories.${category as Category}`) : category.replaceAll('-', ' ')
}

// The page is on its way (issue 5); its part replaces this file.

import { useTranslation } from 'react-i18next'
import { PageBody } from '@/ui/parts'

export default function Page() {
  const { t } = useTranslation('talk')
  return <PageBody title={t('title')}>{null}</PageBody>
}

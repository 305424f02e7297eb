// The icon of a scenario; one that is newer than this page has the stage's masks.

import {
  BedDouble,
  BriefcaseBusiness,
  Drama,
  type LucideIcon,
  Presentation,
  Ruler,
  Smile,
  UtensilsCrossed,
} from 'lucide-react'

const pictures: Record<string, LucideIcon> = {
  'small-talk': Smile,
  ordering: UtensilsCrossed,
  hotel: BedDouble,
  interview: BriefcaseBusiness,
  presentation: Presentation,
  placement: Ruler,
}

export function pictureOf(id: string): LucideIcon {
  return Object.hasOwn(pictures, id) ? (pictures[id] ?? Drama) : Drama
}

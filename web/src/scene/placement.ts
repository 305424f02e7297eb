/** The scenario that is a placement talk and not practice. */
export const PLACEMENT = 'placement'

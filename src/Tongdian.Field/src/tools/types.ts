/** How a value came to be. */
export type Origin = 'typed' | 'measured' | 'read' | 'proposed' | 'known';

/** Where the device was, as it says itself. */
export interface Place { lat: number; lon: number; accuracyM: number; at: string; mock?: boolean }

/** A point on a picture, pixels from its upper left corner. */
export interface Point { x: number; y: number }

/** One of several things to choose from, in the language of the person. */
export interface Choice { id: string; label: string }

/** The colours of all pictures: dusk over granite, on a ground of their own, so that dark and light themes show the same. */

export const COLOURS = {
  skyAbove: '#24303b',
  skyBelow: '#3a4a57',
  farHills: '#35444f',
  nearHills: '#2c3943',
  ground: '#1c242b',
  /** Each stone's light and shadow side. */
  granite: [
    ['#d3cdc1', '#a8a193'],
    ['#c3c7c6', '#959c9d'],
    ['#d6c9b0', '#ad9f86'],
    ['#bfc6ba', '#949d8f'],
    ['#cbbfb6', '#a1958c'],
  ],
  onStone: '#161c21',
  words: '#f3f6f8',
  /** The next stone: its line, its number and its words. */
  next: '#ffd27d',
  /** What is open: there to be seen, and no more. */
  faint: '#b4c1cc',
} as const;

export const surfaceWords = {
  larger: ['放大', 'Zoom in'],
  smaller: ['缩小', 'Zoom out'],
  whole: ['全图', 'Whole picture'],
  at: ['十字在 {x}, {y}', 'Cross at {x}, {y}'],
} as const;

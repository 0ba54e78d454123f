/** Ground that passes because a vertex on an edge is rounded, at most: centimetres along the edge. */
export const ROUNDING_SQUARE_METRES = 1

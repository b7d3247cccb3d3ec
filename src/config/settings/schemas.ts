import { z } from 'zod';

/** Whole days from `least` to a hundred years. */
export const days = (least: number) => z.coerce.number().int().min(least).max(36_500);

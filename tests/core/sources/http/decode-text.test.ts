import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../src/core/sources/http/decode-text.ts';

const bytes = (...values: readonly number[]) => Uint8Array.from(values);
const xml = (encoding: string) => [...Buffer.from(`<?xml version="1.0" encoding="${encoding}"?>`)];

describe('the text of an answer', () => {
  it('goes by the header, then by the declaration, else by UTF-8', () => {
    expect(decodeText(bytes(0xe9), 'text/xml; charset=ISO-8859-15')).toBe('é');
    expect(decodeText(bytes(...xml('windows-1252'), 0xe9))).toMatch(/é$/u);
    expect(decodeText(bytes(0xc3, 0xa9))).toBe('é');
    expect(decodeText(bytes(...xml('utf-8'), 0xe9), 'text/xml; charset=latin1')).toMatch(/é$/u);
  });

  it('reads ISO-8859-1 as windows-1252, whose curly quotes feeds mean', () => {
    expect(decodeText(bytes(...xml('ISO-8859-1'), 0x93, 0x48, 0x69, 0x94))).toMatch(/“Hi”$/u);
  });

  it('believes a byte order mark before all else, and leaves it out', () => {
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa9), 'text/xml; charset=latin1')).toBe('é');
    expect(decodeText(bytes(0xff, 0xfe, 0x41, 0x00))).toBe('A');
  });

  it('takes an encoding nobody knows for UTF-8', () => {
    expect(decodeText(bytes(0xc3, 0xa9), 'text/xml; charset=klingon')).toBe('é');
  });
});

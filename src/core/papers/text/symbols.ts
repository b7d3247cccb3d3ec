/** TeX control words that stand for one character or word in text; a space after them belongs to them. */
export const LETTERS: Readonly<Record<string, string>> = {
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  aa: 'å',
  AA: 'Å',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  ss: 'ß',
  i: 'ı',
  j: 'ȷ',
  dh: 'ð',
  DH: 'Ð',
  dj: 'đ',
  DJ: 'Đ',
  th: 'þ',
  TH: 'Þ',
};

/** TeX accents and the combining marks they are. */
export const ACCENTS: Readonly<Record<string, string>> = {
  '"': '\u0308',
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
  u: '\u0306',
  v: '\u030c',
  H: '\u030b',
  c: '\u0327',
  k: '\u0328',
  d: '\u0323',
  b: '\u0331',
  r: '\u030a',
  hat: '\u0302',
  widehat: '\u0302',
  tilde: '\u0303',
  widetilde: '\u0303',
  bar: '\u0304',
  overline: '\u0304',
  vec: '\u20d7',
  dot: '\u0307',
  ddot: '\u0308',
  check: '\u030c',
  breve: '\u0306',
};

const GREEK_NAMES =
  'alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ ' +
  'nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ ' +
  'omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω';

const OPERATORS =
  'times × div ÷ pm ± mp ∓ cdot · ast * star ⋆ circ ∘ bullet • leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ ' +
  'll ≪ gg ≫ lesssim ≲ gtrsim ≳ approx ≈ approxeq ≊ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ ' +
  'subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ emptyset ∅ varnothing ∅ forall ∀ exists ∃ neg ¬ lnot ¬ ' +
  'land ∧ wedge ∧ lor ∨ vee ∨ oplus ⊕ otimes ⊗ odot ⊙ perp ⊥ parallel ∥ mid | vert | Vert ‖ to → rightarrow → ' +
  'leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔ implies ⇒ longrightarrow ⟶ ' +
  'mapsto ↦ uparrow ↑ downarrow ↓ infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ surd √ sqrt √ ell ℓ hbar ℏ Re ℜ Im ℑ ' +
  'aleph ℵ prime ′ dagger † ddagger ‡ angle ∠ degree ° langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ ' +
  'lvert | rvert | lVert ‖ rVert ‖ top ⊤ bot ⊥ triangle △ square □ checkmark ✓ ldots … dots … cdots ⋯ colon : ' +
  'log log ln ln exp exp min min max max arg arg argmin argmin argmax argmax sup sup inf inf lim lim sin sin cos cos ' +
  'tan tan tanh tanh det det dim dim ker ker Pr Pr gcd gcd deg deg mod mod bmod mod TeX TeX LaTeX LaTeX ' +
  'textdegree ° textregistered ® texttrademark ™ copyright © pounds £ euro € textendash – textemdash — ' +
  'textasciitilde ∼ textbackslash ∖ textbraceleft { textbraceright } textbar | textless < textgreater > textellipsis … S § P ¶';

/** TeX control words that stand for a symbol wherever they appear; a space after them is kept. */
export const SYMBOLS: ReadonlyMap<string, string> = readPairs(`${GREEK_NAMES} ${OPERATORS}`);

/** Letters of `\mathbb`. */
export const DOUBLE_STRUCK: Readonly<Record<string, string>> = {
  C: 'ℂ',
  E: '𝔼',
  N: 'ℕ',
  P: 'ℙ',
  Q: 'ℚ',
  R: 'ℝ',
  Z: 'ℤ',
};

export const SUPERSCRIPTS = readPairs(
  '0 ⁰ 1 ¹ 2 ² 3 ³ 4 ⁴ 5 ⁵ 6 ⁶ 7 ⁷ 8 ⁸ 9 ⁹ + ⁺ - ⁻ − ⁻ = ⁼ ( ⁽ ) ⁾ a ᵃ b ᵇ c ᶜ d ᵈ e ᵉ f ᶠ g ᵍ h ʰ i ⁱ j ʲ k ᵏ l ˡ m ᵐ n ⁿ ' +
    'o ᵒ p ᵖ r ʳ s ˢ t ᵗ u ᵘ v ᵛ w ʷ x ˣ y ʸ z ᶻ A ᴬ B ᴮ D ᴰ E ᴱ G ᴳ H ᴴ I ᴵ J ᴶ K ᴷ L ᴸ M ᴹ N ᴺ O ᴼ P ᴾ R ᴿ T ᵀ U ᵁ V ⱽ ' +
    'W ᵂ ∘ ° ° ° ′ ′ * * † † ⊤ ᵀ',
);

export const SUBSCRIPTS = readPairs(
  '0 ₀ 1 ₁ 2 ₂ 3 ₃ 4 ₄ 5 ₅ 6 ₆ 7 ₇ 8 ₈ 9 ₉ + ₊ - ₋ − ₋ = ₌ ( ₍ ) ₎ a ₐ e ₑ h ₕ i ᵢ j ⱼ k ₖ l ₗ m ₘ n ₙ o ₒ p ₚ r ᵣ s ₛ t ₜ ' +
    'u ᵤ v ᵥ x ₓ ∞ ∞',
);

/** A raised text in Unicode, or nothing where a character has no raised form. */
export function raise(text: string): string | undefined {
  return translate(text, SUPERSCRIPTS);
}

/** A lowered text in Unicode, or nothing where a character has no lowered form. */
export function lower(text: string): string | undefined {
  return translate(text, SUBSCRIPTS);
}

function translate(text: string, table: ReadonlyMap<string, string>): string | undefined {
  let result = '';
  for (const character of text) {
    const found = table.get(character);
    if (found === undefined) return undefined;
    result += found;
  }
  return result;
}

/** Names and what they stand for, parted by single spaces. */
export function readPairs(list: string): ReadonlyMap<string, string> {
  const words = list.split(' ');
  const pairs = new Map<string, string>();
  for (let index = 0; index + 1 < words.length; index += 2) {
    pairs.set(words[index] ?? '', words[index + 1] ?? '');
  }
  return pairs;
}

import { SafeLink } from '../../../core/chat/preview/page/safe-link.tsx';

/** A person's words as they were typed, with addresses to follow. */
export function Said({ text }: { readonly text: string }) {
  const pieces = text.split(/(https?:\/\/[^\s<>]+)/iu);
  return (
    <p class="said">
      {pieces.map((piece, at) =>
        at % 2 === 0 ? (
          piece
        ) : (
          <SafeLink key={at} url={piece}>
            {piece}
          </SafeLink>
        ),
      )}
    </p>
  );
}

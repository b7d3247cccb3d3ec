import type { ComponentChildren } from 'preact';

/** A link that leads away from the page, where its address is one to follow. */
export function SafeLink({ url, children }: { url: string; children: ComponentChildren }) {
  const isSafe = URL.canParse(url) && /^(?:https?|mailto):$/u.test(new URL(url).protocol);
  return isSafe ? (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  ) : (
    children
  );
}

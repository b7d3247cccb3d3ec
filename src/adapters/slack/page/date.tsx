import { writeDistance } from '../../../core/chat/preview/page/distance.ts';

/** A moment as Slack writes it. https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function Moment({
  timestamp,
  format,
  fallback,
}: {
  timestamp: number;
  format: string;
  fallback: string;
}) {
  const at = new Date(timestamp * 1_000);
  if (Number.isNaN(at.getTime())) return <>{fallback}</>;
  const words = format.replace(/\{(\w+)\}/gu, (token, name: string) => write(name, at) ?? token);
  return <time dateTime={at.toISOString()}>{words}</time>;
}

const styles: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date: { month: 'long', day: 'numeric', year: 'numeric' },
  date_pretty: { month: 'long', day: 'numeric', year: 'numeric' },
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_short: { month: 'short', day: 'numeric', year: 'numeric' },
  date_short_pretty: { month: 'short', day: 'numeric', year: 'numeric' },
  date_long: { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' },
  date_long_full: { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' },
  date_long_pretty: { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

function write(name: string, at: Date): string | undefined {
  if (name === 'ago') return writeDistance(at);
  const style = styles[name];
  return style && new Intl.DateTimeFormat('en-GB', style).format(at);
}

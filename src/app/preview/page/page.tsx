import { render } from 'preact';
import { Window } from '../../../adapters/browser/page/window.tsx';
import { discordDrawing } from '../../../adapters/discord/page/drawing.tsx';
import { slackDrawing } from '../../../adapters/slack/page/drawing.tsx';

/** The page's script: the window with how each service draws. */
render(<Window drawings={[slackDrawing, discordDrawing]} />, document.body);

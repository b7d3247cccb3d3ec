import { readJson, readRecord } from '../receive/json.ts';

/** Whose something is that Slack tells, or that is posted. */
export type Whose = {
  /** The workspaces that may be meant, the likeliest first; none where Slack does not tell. */
  readonly workspaces: readonly string[];
  /** Where the app is installed in a whole organisation: that one, in which the workspaces are. */
  readonly organisation?: string;
  /** The workspace of the person, which need not be in the organisation. */
  readonly home?: string;
};

/** What becomes of an organisation's app in its workspaces: docs.slack.dev/reference/events/team_access_granted */
export const ACCESS_EVENTS: readonly unknown[] = ['team_access_granted', 'team_access_revoked'];

/**
 * The workspaces that something Slack tells is of: those whose installation of the app is meant. In a channel that two share, the
 * person may be of another, and the `team` of a message is that of the app which posted it (slackapi/java-slack-sdk#1041).
 */
export function readWhose(body: unknown): Whose {
  const { type, authorizations, team_id: own, context_team_id: through, ...rest } = readRecord(body);
  const { team, user, view, message } = rest;
  const authorized = Array.isArray(authorizations) ? authorizations.map(readRecord) : [];
  const organisation = findOrganisation(readRecord(body), authorized);
  const home = readRecord(user).team_id;
  if (organisation !== undefined)
    return {
      workspaces: workspacesWithin(organisation, readRecord(body)),
      organisation,
      ...(isId(home) && { home }),
    };
  const pressed = type === 'block_actions' ? readRecord(message).team : undefined;
  const told = [
    authorized.map(({ team_id }) => team_id),
    [through],
    [readRecord(view).app_installed_team_id],
    [pressed, own, readRecord(team).id],
    [home],
  ];
  const workspaces = told.map((ids) => ids.filter(isId)).find((ids) => ids.length > 0) ?? [];
  return { workspaces: [...new Set(workspaces)] };
}

type Record = ReturnType<typeof readRecord>;

/** The organisation in which the app is installed as a whole: docs.slack.dev/enterprise/organization-ready-apps */
function findOrganisation(body: Record, authorized: readonly Record[]): string | undefined {
  const whole = authorized.find(({ is_enterprise_install: isWhole }) => isWhole === true);
  const { is_enterprise_install: isWhole, enterprise_id: own, enterprise, view } = body;
  const viewed = readRecord(view).app_installed_team_id;
  // Of what becomes of the app there, Slack need not tell more, or tells that no installation is one as a whole (slackapi/bolt-js#1778).
  const isBare = authorized.length === 0 && !isId(body.team_id);
  const isAccess = ACCESS_EVENTS.includes(readRecord(body.event).type);
  const told = [
    whole?.enterprise_id,
    ...(isBare || isAccess ? [own] : []),
    ...(isAccess ? authorized.map(({ enterprise_id }) => enterprise_id) : []),
    ...(isWhole === true || isWhole === 'true' ? [own, readRecord(enterprise).id] : []),
    ...(isId(viewed) && isOrganisation(viewed) ? [viewed] : []),
  ];
  return told.find(isId);
}

/**
 * Of the workspaces that are told, those that the same breath tells to be in the organisation. A view is of the one in which it was
 * drawn: Slack names none with it, or that of the person.
 */
function workspacesWithin(organisation: string, body: Record): readonly string[] {
  const { team_id: own, enterprise_id: ownOrganisation, team, view } = body;
  const { context_team_id: through, context_enterprise_id: organisationThrough } = body;
  const { id, enterprise_id: organisationOfTeam = readRecord(body.enterprise).id } = readRecord(team);
  const drawn = readDrawnIn(readRecord(view).private_metadata);
  if (drawn !== undefined) return [drawn];
  const told = [
    ...(organisationThrough === organisation ? [through] : []),
    ...(ownOrganisation === organisation ? [own] : []),
    ...(organisationOfTeam === organisation ? [id] : []),
  ];
  return [...new Set(told.filter(isId))].filter((one) => !isOrganisation(one));
}

/** The workspace that a view of this bot keeps as the one it was drawn in; undefined for any other, and an older one. */
function readDrawnIn(metadata: unknown): string | undefined {
  const { workspace } = readRecord(typeof metadata === 'string' ? readJson(metadata) : undefined);
  return isId(workspace) ? workspace : undefined;
}

/** Whether an id is that of an organisation, not of one of its workspaces. */
export function isOrganisation(id: string): boolean {
  return id.startsWith('E');
}

function isId(given: unknown): given is string {
  return typeof given === 'string' && given !== '';
}

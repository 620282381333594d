/** Bodies, good and bad, each with what Discord says of it and where that is written. The tables of the tests beside it. */

export interface BodyCase {
  readonly what: string;
  readonly body: unknown;
  /** null: it is accepted. Else `path CODE` of a problem, or an error code alone. */
  readonly refused: string | null;
  readonly source: string;
}

/** A row: what, body, verdict, source. */
type Row = readonly [string, unknown, string | null, string];

const cases = (rows: readonly Row[]): BodyCase[] =>
  rows.map(([what, body, refused, source]) => ({ what, body, refused, source }));
const x = (n: number): string => 'x'.repeat(n);
const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const row = (...components: object[]) => ({ type: 1, components });
const button = (i: number, more: object = {}) => ({ type: 2, style: 1, label: `b${i}`, custom_id: `c${i}`, ...more });
const text = (content: string) => ({ type: 10, content });
const v2 = (...components: object[]) => ({ flags: 1 << 15, components });
const options = (n: number) => many(n, (i) => ({ label: `o${i}`, value: `${i}` }));
const select = (n: number, more: object = {}) => ({ type: 3, custom_id: 's', options: options(n), ...more });

const CREATE = 'docs: Create Message';
const COMPONENTS = 'docs: Component Reference';
const LIMITS = 'docs: Component Reference, components v2 limits';
const SCHEMA = 'OpenAPI schema';

export const MESSAGES = cases([
  ['content of 2,000', { content: x(2000) }, null, CREATE],
  ['content of 2,001', { content: x(2001) }, 'content BASE_TYPE_MAX_LENGTH', CREATE],
  ['nothing at all', {}, '50006', CREATE],
  ['only blanks', { content: '  ' }, '50006', CREATE],
  ['content that is a list', { content: ['a'] }, 'content STRING_TYPE_CONVERT', SCHEMA],
  ['10 embeds', { embeds: many(10, () => ({ title: 'e' })) }, null, 'docs: Embed Limits'],
  ['11 embeds', { embeds: many(11, () => ({ title: 'e' })) }, 'embeds BASE_TYPE_MAX_LENGTH', SCHEMA],
  [
    '6,001 characters in embeds',
    { embeds: many(3, () => ({ description: x(2000 + 1) })) },
    'embeds MAX_EMBED_SIZE_EXCEEDED',
    'docs: Embed Limits',
  ],
  ['a nonce of 25', { content: 'a', nonce: x(25) }, null, CREATE],
  ['a nonce of 26', { content: 'a', nonce: x(26) }, 'nonce', SCHEMA],
  ['EPHEMERAL in a channel', { content: 'a', flags: 64 }, 'flags MESSAGE_FLAGS_INVALID', 'docs: Message Flags'],
  [
    'parse users and a list of users',
    { content: 'a', allowed_mentions: { parse: ['users'], users: ['1'] } },
    'allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    'docs: Allowed Mentions Object',
  ],
  ['v2 text', v2(text('hello')), null, COMPONENTS],
  [
    'v2 beside content',
    { ...v2(text('hello')), content: 'a' },
    'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    COMPONENTS,
  ],
  [
    'v2 beside embeds',
    { ...v2(text('a')), embeds: [{ title: 'e' }] },
    'embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    COMPONENTS,
  ],
  ['v2 parts without the flag', { components: [text('hello')] }, 'components.0.type UNION_TYPE_CHOICES', COMPONENTS],
  ['40 components', v2(...many(40, (i) => text(`${i}`))), null, LIMITS],
  [
    '41 components, nested',
    v2({ type: 17, components: many(40, (i) => text(`${i}`)) }),
    'components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    LIMITS,
  ],
  ['4,000 characters of text', v2(text(x(2000)), text(x(2000))), null, LIMITS],
  [
    '4,001 characters of text',
    v2(text(x(2000)), { type: 17, components: [text(x(2001))] }),
    'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    LIMITS,
  ],
  ['an empty text', v2(text('')), 'components.0.content BASE_TYPE_REQUIRED', SCHEMA],
  ['5 buttons in a row', { content: 'a', components: [row(...many(5, (i) => button(i)))] }, null, 'docs: Action Row'],
  [
    '6 buttons in a row',
    { content: 'a', components: [row(...many(6, (i) => button(i)))] },
    'components.0.components BASE_TYPE_MAX_LENGTH',
    SCHEMA,
  ],
  [
    '6 rows',
    { content: 'a', components: many(6, (i) => row(button(i))) },
    'components BASE_TYPE_BAD_LENGTH',
    COMPONENTS,
  ],
  ['an empty row', { content: 'a', components: [row()] }, 'components.0.components BASE_TYPE_REQUIRED', SCHEMA],
  [
    'a select beside a button',
    { content: 'a', components: [row(button(1), select(2))] },
    'components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    'docs: Action Row',
  ],
  ['25 options', { content: 'a', components: [row(select(25))] }, null, 'docs: String Select'],
  [
    '26 options',
    { content: 'a', components: [row(select(26))] },
    'components.0.components.0.options BASE_TYPE_MAX_LENGTH',
    SCHEMA,
  ],
  [
    'one value twice',
    { content: 'a', components: [row({ ...select(0), options: [...options(1), ...options(1)] })] },
    'components.0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    'docs: String Select',
  ],
  [
    'more values than options',
    { content: 'a', components: [row(select(2, { max_values: 3 }))] },
    'components.0.components.0.max_values SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS',
    'docs: String Select',
  ],
  [
    'a custom_id of 100',
    { content: 'a', components: [row(button(1, { custom_id: x(100) }))] },
    null,
    'docs: Custom ID',
  ],
  [
    'a custom_id of 101',
    { content: 'a', components: [row(button(1, { custom_id: x(101) }))] },
    'components.0.components.0.custom_id BASE_TYPE_MAX_LENGTH',
    SCHEMA,
  ],
  [
    'one custom_id twice',
    { content: 'a', components: [row(button(1)), row(button(1))] },
    'components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    'docs: Custom ID',
  ],
  [
    'one custom_id twice, far apart',
    v2({ type: 9, components: [text('a')], accessory: button(1) }, row(button(1))),
    'components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    'docs: Custom ID',
  ],
  [
    'one component id twice',
    v2({ ...text('a'), id: 7 }, { ...text('b'), id: 7 }),
    'components.1.id COMPONENT_ID_DUPLICATED',
    COMPONENTS,
  ],
  ['a label of 80', { content: 'a', components: [row(button(1, { label: x(80) }))] }, null, 'docs: Button'],
  [
    'a label of 81',
    { content: 'a', components: [row(button(1, { label: x(81) }))] },
    'components.0.components.0.label BASE_TYPE_MAX_LENGTH',
    SCHEMA,
  ],
  [
    'a button without label and emoji',
    { content: 'a', components: [row({ type: 2, style: 1, custom_id: 'c' })] },
    'components.0.components.0.label BUTTON_COMPONENT_LABEL_REQUIRED',
    'docs: Button',
  ],
  [
    'a button without custom_id',
    { content: 'a', components: [row({ type: 2, style: 1, label: 'b' })] },
    'components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
    'docs: Button',
  ],
  [
    'a link button',
    { content: 'a', components: [row({ type: 2, style: 5, label: 'b', url: 'https://example.org' })] },
    null,
    'docs: Button',
  ],
  [
    'a link button with custom_id',
    { content: 'a', components: [row({ type: 2, style: 5, label: 'b', url: 'https://example.org', custom_id: 'c' })] },
    'components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
    'docs: Button',
  ],
  [
    'a link button without url',
    { content: 'a', components: [row({ type: 2, style: 5, label: 'b' })] },
    'components.0.components.0.url BUTTON_COMPONENT_URL_REQUIRED',
    'docs: Button',
  ],
  [
    'a url of 513',
    { content: 'a', components: [row({ type: 2, style: 5, label: 'b', url: `https://example.org/${x(493)}` })] },
    'components.0.components.0.url BASE_TYPE_MAX_LENGTH',
    SCHEMA,
  ],
  [
    'a link that runs a script',
    { content: 'a', components: [row({ type: 2, style: 5, label: 'b', url: 'javascript:alert(1)' })] },
    'components.0.components.0.url URL_TYPE_INVALID_SCHEME',
    'docs: Button Styles',
  ],
  ['an emoji', { content: 'a', components: [row(button(1, { emoji: { name: '🪨' } }))] }, null, 'docs: Button'],
  [
    'an emoji that is a word',
    { content: 'a', components: [row(button(1, { emoji: { name: 'stone' } }))] },
    'components.0.components.0.emoji.name BUTTON_COMPONENT_INVALID_EMOJI',
    'docs: Button',
  ],
  ['a section with a button', v2({ type: 9, components: [text('a')], accessory: button(1) }), null, 'docs: Section'],
  ['a section without accessory', v2({ type: 9, components: [text('a')] }), 'components.0.accessory', SCHEMA],
  [
    'a section of 4 texts',
    v2({ type: 9, components: many(4, (i) => text(`${i}`)), accessory: button(1) }),
    'components.0.components BASE_TYPE_MAX_LENGTH',
    SCHEMA,
  ],
  [
    'a container in a container',
    v2({ type: 17, components: [{ type: 17, components: [text('a')] }] }),
    'components.0.components.0.type UNION_TYPE_CHOICES',
    SCHEMA,
  ],
  [
    'a file that was not sent',
    v2({ type: 13, file: { url: 'attachment://none.txt' } }),
    'components.0.file.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    'docs: Unfurled Media Item',
  ],
]);

const message = (data: object) => ({ type: 4, data });
const CALLBACK = 'docs: Interaction Callback Type';

export const CALLBACKS = cases([
  ['a private message', message({ content: 'a', flags: 64 }), null, CALLBACK],
  ['a private v2 message', message({ ...v2(text('a')), flags: 64 | (1 << 15) }), null, CALLBACK],
  ['no type', { data: { content: 'a' } }, 'type BASE_TYPE_REQUIRED', SCHEMA],
  ['a type that is not there', { type: 99 }, 'type BASE_TYPE_CHOICES', SCHEMA],
  ['a pong', { type: 1 }, 'type BASE_TYPE_CHOICES', CALLBACK],
  ['a deferred update of a command', { type: 6 }, 'type BASE_TYPE_CHOICES', CALLBACK],
  ['an update of a command', { type: 7, data: { content: 'a' } }, 'type BASE_TYPE_CHOICES', CALLBACK],
  ['choices for a command', { type: 8, data: { choices: [] } }, 'type BASE_TYPE_CHOICES', CALLBACK],
  ['an empty message', message({}), '50006', CREATE],
  ['content of 2,001', message({ content: x(2001) }), 'data.content BASE_TYPE_MAX_LENGTH', CREATE],
  [
    'v2 beside content',
    message({ ...v2(text('a')), content: 'b' }),
    'data.content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    COMPONENTS,
  ],
  [
    'one custom_id twice',
    message({ content: 'a', components: [row(button(1), button(1))] }),
    'data.components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    'docs: Custom ID',
  ],
  [
    'v2 on a deferral',
    { type: 5, data: { flags: 1 << 15 } },
    'data.flags MESSAGE_FLAGS_INVALID',
    'docs: Interaction Callback Data',
  ],
]);

const modal = (data: object) => ({ type: 9, data: { custom_id: 'm', title: 'T', ...data } });
const input = (more: object = {}) => ({ type: 4, custom_id: 'i', style: 1, ...more });
const label = (component: object, more: object = {}) => ({ type: 18, label: 'L', component, ...more });
const group = (n: number, more: object = {}) => ({ type: 22, custom_id: 'g', options: options(n), ...more });
const MODAL = 'docs: Modal';

export const MODALS = cases([
  ['a text input in a label', modal({ components: [label(input())] }), null, MODAL],
  ['a text input in a row', modal({ components: [row(input({ label: 'L' }))] }), null, 'docs: Text Input'],
  [
    'a text input in a row without label',
    modal({ components: [row(input())] }),
    'data.components.0.components.0.label BASE_TYPE_REQUIRED',
    'docs: Text Input',
  ],
  ['a title of 45', modal({ title: x(45), components: [label(input())] }), null, MODAL],
  ['a title of 46', modal({ title: x(46), components: [label(input())] }), 'data.title BASE_TYPE_MAX_LENGTH', SCHEMA],
  ['nothing in it', modal({ components: [] }), 'data.components BASE_TYPE_REQUIRED', SCHEMA],
  ['5 parts', modal({ components: many(5, (i) => label(input({ custom_id: `${i}` }))) }), null, MODAL],
  [
    '6 parts',
    modal({ components: many(6, (i) => label(input({ custom_id: `${i}` }))) }),
    'data.components BASE_TYPE_BAD_LENGTH',
    MODAL,
  ],
  [
    'one custom_id twice',
    modal({ components: [label(input()), label(input())] }),
    'data.components.1.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    'docs: Custom ID',
  ],
  [
    'a label of 46',
    modal({ components: [label(input(), { label: x(46) })] }),
    'data.components.0.label BASE_TYPE_MAX_LENGTH',
    SCHEMA,
  ],
  [
    'max_length of 4,001',
    modal({ components: [label(input({ max_length: 4001 }))] }),
    'data.components.0.component.max_length NUMBER_TYPE_MAX',
    SCHEMA,
  ],
  [
    'a value longer than max_length',
    modal({ components: [label(input({ max_length: 3, value: 'abcd' }))] }),
    'data.components.0.component.value BASE_TYPE_BAD_LENGTH',
    'docs: Text Input',
  ],
  ['10 checkboxes', modal({ components: [label(group(10))] }), null, 'docs: Checkbox Group'],
  [
    '11 checkboxes',
    modal({ components: [label(group(11))] }),
    'data.components.0.component.options BASE_TYPE_MAX_LENGTH',
    SCHEMA,
  ],
  [
    'an optional group without min_values 0',
    modal({ components: [label(group(2, { required: false }))] }),
    'data.components.0.component.min_values',
    'docs: Checkbox Group',
  ],
  ['a button', modal({ components: [row(button(1))] }), 'data.components.0.components.0', SCHEMA],
]);

const command = (more: object = {}) => ({ name: 'phase', description: 'Looks up', ...more });
const option = (i: number, more: object = {}) => ({ type: 3, name: `o${i}`, description: 'An option', ...more });
const choice = (i: number) => ({ name: `n${i}`, value: `v${i}` });
const COMMAND = 'docs: Application Command Object';

export const COMMANDS = cases([
  ['a command', [command()], null, COMMAND],
  ['100 commands', many(100, (i) => command({ name: `c${i}` })), null, 'docs: Registering a Command'],
  [
    '101 commands',
    many(101, (i) => command({ name: `c${i}` })),
    'APPLICATION_COMMANDS_MAX',
    'docs: Registering a Command',
  ],
  [
    'one name twice',
    [command(), command()],
    '1.name APPLICATION_COMMANDS_DUPLICATE_NAME',
    'docs: Registering a Command',
  ],
  ['a name of 33', [command({ name: x(33) })], '0.name BASE_TYPE_MAX_LENGTH', SCHEMA],
  [
    'a name in capitals',
    [command({ name: 'Phase' })],
    '0.name APPLICATION_COMMAND_INVALID_NAME',
    'docs: Application Command Naming',
  ],
  [
    'a name with a blank',
    [command({ name: 'my phase' })],
    '0.name APPLICATION_COMMAND_INVALID_NAME',
    'docs: Application Command Naming',
  ],
  ['a name in another script', [command({ name: 'フェーズ' })], null, 'docs: Application Command Naming'],
  ['no description', [{ name: 'phase' }], '0.description BASE_TYPE_REQUIRED', COMMAND],
  ['a description of 101', [command({ description: x(101) })], '0.description BASE_TYPE_MAX_LENGTH', SCHEMA],
  ['25 options', [command({ options: many(25, (i) => option(i)) })], null, COMMAND],
  ['26 options', [command({ options: many(26, (i) => option(i)) })], '0.options BASE_TYPE_MAX_LENGTH', SCHEMA],
  [
    'required behind optional',
    [command({ options: [option(1), option(2, { required: true })] })],
    '0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    'docs: Application Command Option',
  ],
  [
    '25 choices',
    [command({ options: [option(1, { choices: many(25, choice) })] })],
    null,
    'docs: Application Command Option',
  ],
  [
    '26 choices',
    [command({ options: [option(1, { choices: many(26, choice) })] })],
    '0.options.0.choices BASE_TYPE_MAX_LENGTH',
    SCHEMA,
  ],
  [
    'choices and autocomplete',
    [command({ options: [option(1, { choices: [choice(1)], autocomplete: true })] })],
    '0.options.0 APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES_CANNOT_BE_SET',
    'docs: Application Command Option',
  ],
  [
    'a subcommand beside an option',
    [command({ options: [{ type: 1, name: 'a', description: 'b' }, option(1)] })],
    '0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    'docs: Subcommands',
  ],
  [
    'more than 8,000 characters',
    [
      command({
        options: many(4, (i) => option(i, { choices: many(25, (j) => ({ name: `${j}${x(95)}`, value: `${j}` })) })),
      }),
    ],
    '0 APPLICATION_COMMAND_TOO_LARGE',
    'docs: Application Command Limits',
  ],
  ['permissions as a string', [command({ default_member_permissions: '32' })], null, COMMAND],
  ['a number as a name', [command({ name: 7 })], '0.name STRING_TYPE_CONVERT', SCHEMA],
]);

const CHOICE = 'docs: Autocomplete';

/** Answers to the autocompletion of a text option. */
export const CHOICES = cases([
  ['25 choices', { type: 8, data: { choices: many(25, choice) } }, null, CHOICE],
  ['26 choices', { type: 8, data: { choices: many(26, choice) } }, 'data.choices BASE_TYPE_MAX_LENGTH', CHOICE],
  ['no choices', { type: 8, data: { choices: [] } }, null, CHOICE],
  [
    'a name of 101',
    { type: 8, data: { choices: [{ name: x(101), value: 'v' }] } },
    'data.choices.0.name BASE_TYPE_MAX_LENGTH',
    CHOICE,
  ],
  [
    'an empty name',
    { type: 8, data: { choices: [{ name: '', value: 'v' }] } },
    'data.choices.0.name BASE_TYPE_REQUIRED',
    CHOICE,
  ],
  ['a value of 101', { type: 8, data: { choices: [{ name: 'n', value: x(101) }] } }, 'data.choices.0.value', CHOICE],
  ['a number for a text', { type: 8, data: { choices: [{ name: 'n', value: 2 }] } }, 'data.choices.0.value', CHOICE],
  ['a message', message({ content: 'a' }), 'type BASE_TYPE_CHOICES', CALLBACK],
]);

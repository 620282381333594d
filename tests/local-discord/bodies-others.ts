/** Callbacks, modals, choices and commands, good and bad, each with what Discord says of it and where that is written. */
import { button, COMPONENTS, CREATE, cases, many, options, row, SCHEMA, text, v2, x } from './body-parts.ts';

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

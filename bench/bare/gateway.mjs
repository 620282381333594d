/**
 * The bot that others are measured against: discord.js with its default options, as its guide shows it, answering every command with one
 * embed that never changes; with REDIS_URL after one SET.
 */
import { Client, EmbedBuilder, Events, GatewayIntentBits, MessageFlags } from 'discord.js';

const embed = new EmbedBuilder()
  .setColor(0x0099ff)
  .setTitle('Phase 3: Custom Data Types')
  .setDescription('Model the world with structs and enums, and let the compiler check that you thought of every case.')
  .addFields(
    { name: 'Topics', value: 'Structs, enums, pattern matching, Option and Result' },
    { name: 'Milestone', value: 'A small library with a type for each thing it knows' },
  )
  .setFooter({ text: 'Bare' });

const { REDIS_URL: url } = process.env;
const redis = url ? await (await import('@keyv/redis')).createClient({ url }).connect() : null;
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: process.env.DISCORD_API_URL } });

client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  await redis?.set(`done:${interaction.guildId}:${interaction.user.id}`, interaction.options.getString('phase'));
  await interaction.reply({ embeds: [embed], flags: MessageFlags.Ephemeral });
});

await client.login(process.env.DISCORD_TOKEN);

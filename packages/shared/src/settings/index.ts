export {
  type AgentSettings,
  type AgentSettingsPatch,
  type AgentType,
  agentSettings,
  agentSettingsPatch,
  agentType,
  getDefaultAgentSettings,
} from './agent-settings.ts';
export { quietForMs } from './quiet-hours.ts';
export {
  type SettingsProblem,
  type ValidatedSettings,
  validateWhatsAppSettings,
} from './validate-whatsapp-settings.ts';
export {
  getDefaultWhatsAppSettings,
  HIGHEST_LIMITS,
  type WhatsAppSettings,
  type WhatsAppSettingsPatch,
  whatsAppSettings,
  whatsAppSettingsPatch,
} from './whatsapp-settings.ts';

import type { AgentSettings } from '@soul-kg-crm/shared/settings';

/** The demo's receptionist is on, and knows a little of a flower shop in Bishkek. */
export const demoAgents: AgentSettings = {
  agentType: 'receptionist',
  handOverAfter: 2,
  answers: [
    {
      keywords: ['график', 'до скольки', 'во сколько', 'работаете', 'открыты', 'режим'],
      text: 'Работаем каждый день с 9:00 до 21:00.',
    },
    { keywords: ['hours', 'open', 'close'], text: 'We are open every day from 9 am to 9 pm.' },
    { keywords: ['иштейсиз', 'ачык', 'саат канча'], text: 'Күн сайын 9:00дөн 21:00гө чейин иштейбиз.' },
    {
      keywords: ['цен', 'стоит', 'стоимост', 'прайс', 'почём'],
      text: 'Букеты от 1 500 сом, розы от 120 сом за штуку.',
    },
    { keywords: ['price', 'cost', 'how much'], text: 'Bouquets start at 1,500 som, roses at 120 som each.' },
    {
      keywords: ['баасы', 'канча турат', 'канча сом'],
      text: 'Букеттер 1 500 сомдон, розалар даанасы 120 сомдон.',
    },
    { keywords: ['достав'], text: 'Доставка по Бишкеку 150 сом, в течение двух часов.' },
    { keywords: ['deliver'], text: 'Delivery in Bishkek is 150 som, within two hours.' },
    { keywords: ['жеткир'], text: 'Бишкек боюнча жеткирүү 150 сом, эки сааттын ичинде.' },
  ],
};

/** The accessible names that a person in either language goes by. */
export const words = {
  en: {
    email: 'Email',
    password: 'Password',
    signIn: 'Sign in',
    connect: 'Connect',
    disconnect: 'Disconnect',
    qrCode: 'QR code',
    connected: 'Connected',
    conversations: 'Conversations',
    message: 'Message',
    send: 'Send',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Failed',
    retry: 'Send again',
    customerWrites: 'Good morning, is the blue one in stock?',
    weAnswer: 'Yes, shall we keep it for you?',
  },
  ru: {
    email: 'Эл. почта',
    password: 'Пароль',
    signIn: 'Войти',
    connect: 'Подключить',
    disconnect: 'Отключить',
    qrCode: 'QR-код',
    connected: 'Подключено',
    conversations: 'Диалоги',
    message: 'Сообщение',
    send: 'Отправить',
    sent: 'Отправлено',
    delivered: 'Доставлено',
    read: 'Прочитано',
    failed: 'Не отправлено',
    retry: 'Отправить снова',
    customerWrites: 'Добрый день, синий ещё есть в наличии?',
    weAnswer: 'Да, отложить для вас?',
  },
} as const;

export type Language = keyof typeof words;
export type Words = (typeof words)[Language];

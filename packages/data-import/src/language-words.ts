import type { LanguageCode } from './detect-language.ts';

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Frequent words of people who write to a shop. A word that two languages share stands in both, or in neither. */
export const WORDS: ReadonlyMap<LanguageCode, ReadonlySet<string>> = new Map([
  [
    'ru',
    list(`и в не на я что с как это по но за вы у из от так же ли бы мне меня вас вам мы он она они мой ваш
      здравствуйте здравствуй добрый доброе день вечер утро привет спасибо пожалуйста до свидания сколько стоит цена
      цены можно нужно есть нет да хочу хотел хотела когда где какой какая какие какое заказ заказать доставка доставку
      доставка работаете открыты адрес наличии еще ещё уже только очень хорошо ладно понятно сегодня завтра вчера
      для или если чтобы тоже будет был была были куда почему кто что-то это все всё вот пока купить размер цвет
      скажите подскажите напишите позвоните жду узнать интересует интересуют оплата оплатить карта картой`),
  ],
  [
    'en',
    list(`the a an is are am do does did you your i my me we our it its this that these those and or but not no yes
      hello hi hey good morning evening afternoon thanks thank please how much many what when where which who why can
      could would will have has had want need price cost delivery deliver order open today tomorrow available for to
      from with of in on at ok okay sorry bye there here be been get buy size color colour pay card`),
  ],
  [
    'ky',
    list(`жана менен эмес бар жок канча турат барбы жокпу керек болот болобу кандай кайда качан эмне ким мен сен сиз
      биз силер саламатсызбы саламатсыздарбы арыбаңыз рахмат ыракмат чоң кичине бүгүн эртең кечээ ооба иштейсиз
      иштейсиздерби жеткирүү жеткиресиздерби дарек баасы сатып алгым алам алса кылса келет үчүн дагы ушул бул ошол
      кылып берсеңиз болсо айтып коюңузчу байке эже кыргызча жакшы жакшыбы сом акча төлөө`),
  ],
  [
    'kk',
    list(`және мен емес бар жоқ қанша тұрады бар ма керек болады бола ма қандай қайда қашан не кім сіз біз сендер
      сәлем сәлеметсіз бе рахмет рақмет үлкен кіші бүгін ертең кеше иә жұмыс жеткізу мекенжай бағасы сатып алғым
      үшін тағы осы бұл сол болса айтыңызшы жақсы теңге ақша төлеу қазақша салеметсізбе`),
  ],
  [
    'uz',
    list(`va bilan emas bor yoq yo'q qancha turadi bormi kerak bo'ladi boladi bo'ladimi qanday qayerda qachon nima kim
      men siz biz assalomu alaykum assalom salom rahmat raxmat katta kichik bugun ertaga kecha ha ishlaysizmi
      yetkazib berish manzil narxi sotib olmoqchiman uchun yana shu bu o'sha so'm pul to'lov yaxshi iltimos
      ва билан эмас бор йўқ қанча туради борми керак бўлади қандай қаерда қачон нима ким мен сиз биз ассалому алайкум
      салом раҳмат катта кичик бугун эртага кеча ҳа нархи учун яна шу бу сўм пул яхши илтимос`),
  ],
]);

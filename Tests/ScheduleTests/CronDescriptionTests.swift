// SPDX-License-Identifier: Apache-2.0
import Schedule
import Testing

@Suite struct CronDescriptionTests {
  @Test(arguments: [
    ("* * * * *", "every minute"), ("*/15 * * * *", "every 15 minutes"), ("0 * * * *", "every hour"),
    ("30 * * * *", "every hour at 30 minutes past the hour"), ("1 * * * *", "every hour at 1 minute past the hour"),
    ("30 2 * * 1-5", "at 02:30 on Monday to Friday"), ("30 2 * * *", "at 02:30 every day"),
    ("*/15 9-17 * * *", "every 15 minutes between 09:00 and 17:59"),
    ("*/15 9-17 * * 1-5", "every 15 minutes between 09:00 and 17:59 on Monday to Friday"),
    ("0 9,17 * * *", "at 09:00 and 17:00 every day"), ("0,30 9 * * *", "at 09:00 and 09:30 every day"),
    ("0 */6 * * *", "every 6 hours from 00:00"), ("15 */6 * * *", "every 6 hours from 00:15"),
    ("0 1-23/2 * * *", "every 2 hours from 01:00"), ("0 9-17 * * *", "every hour from 09:00 to 17:00"),
    ("0 8-18/2 * * *", "every 2 hours from 08:00 to 18:00"), ("* 9 * * *", "every minute between 09:00 and 09:59"),
    ("* 9,14-15 * * *", "every minute between 09:00 and 09:59 and between 14:00 and 15:59"),
    ("5-59/15 * * * *", "every 15 minutes from 5 minutes past the hour"),
    ("*/7 * * * *", "at 0, 7, 14, 21, 28, 35, 42, 49 and 56 minutes past every hour"),
    ("0-29 * * * *", "at minutes 0 to 29 of every hour"), ("0-29,45 3 * * *", "at minutes 0 to 29 and 45 of 03:00"),
    ("0,20,45 9-17 * * *", "at 0, 20 and 45 minutes past each hour from 09:00 to 17:00"),
    ("0 0 1 * *", "at 00:00 on the 1st of every month"), ("0 0 1 1 *", "at 00:00 on the 1st of January"),
    ("0 0 1,15 * *", "at 00:00 on the 1st and 15th of every month"), ("0 0 * * 0", "at 00:00 every Sunday"),
    ("0 0 * * 6,0", "at 00:00 on Saturday and Sunday"), ("0 0 * * 1,3,5", "at 00:00 on Monday, Wednesday and Friday"),
    ("0 0 13 * 5", "at 00:00 on the 13th of every month and also every Friday"),
    ("0 0 13 6 5", "at 00:00 on the 13th and also every Friday in June"),
    ("0 0 */2 * *", "at 00:00 on odd days of every month"),
    ("0 0 2-30/2 * *", "at 00:00 on even days of every month"),
    ("0 0 */2 * 1", "at 00:00 on Monday when the day of the month is odd"),
    ("0 0 */15 * 1", "at 00:00 on Monday when it is the 1st, 16th or 31st of the month"),
    ("0 0 1 1-3,7 *", "at 00:00 on the 1st of each month in January to March and July"),
    ("0 0 13 4-9 5", "at 00:00 on the 13th and also every Friday from April to September"),
    ("0 0 * 6-8 *", "at 00:00 every day from June to August"), ("0 * * 1,7 *", "every hour in January and July"),
    ("0 0 1 4-10 *", "at 00:00 on the 1st of each month from April to October"),
    ("0 0 * 1 1", "at 00:00 every Monday in January"),
    ("0 0 31 2 *", "never (February has no 31st)"), ("0 0 30-31 2 *", "never (February has no 30th or 31st)"),
    ("0 0 1-7,22,23 * *", "at 00:00 on the 1st to 7th, 22nd and 23rd of every month"),
    ("0 0 1-31 * 5", "at 00:00 every day"),
    ("@daily", "at 00:00 every day"),
    ("*/20 8,10,12,14 * * *", "every 20 minutes in the hours 08:00, 10:00, 12:00 and 14:00"),
  ])
  func describes(text: String, words: String) throws {
    #expect(try schedule(text).describe() == words)
  }
}

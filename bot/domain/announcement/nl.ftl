# Wat je moet nakijken als een aankondiging is gelezen. De teksten in { $said } komen uit de aankondiging zelf.

notice-date-missing = Er staat geen datum van een bijeenkomst in de tekst. Vul de datum zelf in.
notice-date-unreadable = “{ $said }” is niet te lezen als datum. Schrijf bijvoorbeeld: vrijdag 13 oktober 2026.
notice-date-impossible = De datum “{ $said }” bestaat niet. Kijk de datum na.
notice-date-weekday-mismatch =
    Bij “{ $said }” kloppen de dag en de datum niet met elkaar: { $date } is een { $actual ->
        [mon] maandag
        [tue] dinsdag
        [wed] woensdag
        [thu] donderdag
        [fri] vrijdag
        [sat] zaterdag
       *[sun] zondag
    }. Kijk na welke dag het is.
notice-date-ambiguous = Er staan twee datums: { $first } en { $second }. Kijk na welke de goede is.
notice-date-multiday = Er staan meer dagen: van { $first } tot en met { $last }. De eerste dag telt nu. Kijk na of dat klopt.
notice-date-recurring = Er staat een dag die steeds terugkomt: “{ $said }”. De eerste keer is { $date }. Kijk na of je die bedoelt.
notice-time-missing = Er staat geen tijd bij { $date }. Vul zelf in hoe laat het begint.
notice-time-unreadable = “{ $said }” is niet te lezen als tijd. Schrijf bijvoorbeeld: 10:00 - 12:00.
notice-time-impossible = De tijd “{ $said }” bestaat niet. Kijk de tijd na.
notice-time-ambiguous = Er staan twee tijden: { $first } en { $second }. Kijk na welke de goede is.
notice-time-daypart-assumed = “{ $said }” is gelezen als { $time } uur. Kijk na of dat klopt.
notice-time-daypart-mismatch = Bij “{ $said }” kloppen de tijd en het deel van de dag niet met elkaar. Kijk de tijd na.
notice-time-from-programme = De begintijd { $time } uur komt uit het programma. Kijk na of de bijeenkomst dan begint.
notice-time-skipped =
    Op { $date } gaat de klok een uur vooruit. { $time } uur bestaat die dag niet; het is { $moved } uur geworden. Kijk de tijd na.
notice-time-repeated =
    Op { $date } gaat de klok een uur terug. { $time } uur komt die dag twee keer voor; de eerste keer telt nu. Kijk de tijd na.
notice-end-before-start = Het einde ({ $end } uur) is niet later dan het begin ({ $start } uur). Kijk de tijden na.
notice-session-cancelled = Er staat dat het niet doorgaat: “{ $said }”. Kijk na of je dit nog wilt aankondigen.
notice-session-moved = Er staat dat er iets is verplaatst: “{ $said }”. Kijk datum, tijd en plaats na.
notice-moment-without-time = Bij “{ $said }” staat geen tijd. Schrijf er een bij, bijvoorbeeld: 13 oktober 10:00.
notice-moment-is-period = Bij “{ $said }” staan twee tijden. Schrijf er één, bijvoorbeeld: 13 oktober 10:00.
notice-moment-unreadable = “{ $said }” is niet te lezen als dag en tijd. Schrijf bijvoorbeeld: 13 oktober 10:00.

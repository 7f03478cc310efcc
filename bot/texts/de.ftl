# Was der Bot sagt, auf Deutsch: mit „du“ und den Wörtern, die Discord selbst verwendet.

## Antworten

# $sureness: sure, likely oder unsure
sureness = { $sureness ->
    [sure] Sicher
    [likely] Wahrscheinlich
   *[unsure] Unsicher
}
answer-refusal = Das steht nicht in der Geschichte.
answer-nearest = Die ähnlichsten Stellen:
# $question: was das Mitglied gefragt hat
answer-asked = Frage: { $question }
# Wo ein Zitat steht; $number zählt ab 1.
paragraph = Absatz { NUMBER($number, useGrouping: 0) }
chapter = Kapitel { NUMBER($number, useGrouping: 0) }
# $name: des Kapitels
chapter-named = Kapitel { NUMBER($number, useGrouping: 0) } ({ $name })
# $chapter: „Kapitel 3“, oder die Überschrift von etwas ohne Nummer; $place: „Absatz 12“
place-in-chapter = { $chapter }, { $place }

## Stellen

matches-none = Keine Stelle kommt diesen Wörtern nahe; versuch es mit weniger oder anderen.
matches-exact = Genau diese Wörter
matches-close = Diesen Wörtern ähnlich
more-found = Stelle { NUMBER($number, useGrouping: 0) } von { NUMBER($count, useGrouping: 0) }
button-previous = ← Davor
button-next = Danach →
button-more = Weitere Stellen
# Die letzte Zeile einer gekürzten Liste; $count: was keinen Platz hatte
list-more = … und { $count } weitere.
edge-previous = Das ist der Anfang der Geschichte.
edge-next = Das ist das Ende der Geschichte.

## Zusammenfassungen

# $length: short, medium oder long
summary-length = { $length ->
    [short] kurz
    [medium] mittel
   *[long] lang
}
summary-title = Zusammenfassung von { $title }
summary-empty = Diese Geschichte hat keine Sätze zum Zusammenfassen; füge eine mit mehr Text hinzu.

## Geschichten

stories-none = Hier gibt es noch keine Geschichten; füg eine mit `/{ command-story } { command-story-add }` hinzu, oder bitte die darum, die diesen Server verwalten.
stories-count = { $count ->
    [one] { $count } Geschichte
   *[other] { $count } Geschichten
}
story-size = { $count } Zeichen

## Hilfe

help =
    ### Chapter & Verse
    Ich beantworte Fragen zu Geschichten mit deren eigenen Worten und zeige, wo sie stehen.
    - `/{ command-ask }` stellt eine Frage; mit `{ command-ask-private }` siehst nur du die Antwort
    - `/{ command-compare }` stellt die Antworten mehrerer Geschichten nebeneinander
    - `/{ command-summary }` fasst eine Geschichte in ihren eigenen Sätzen zusammen
    - `/{ command-quote }` findet die Stellen, die deinen Wörtern am nächsten kommen; `/{ command-check }` sagt, ob Wörter in einer Geschichte stehen und was abweicht
    - `/{ command-said }`, `/{ command-promises }`, `/{ command-threats }`: wer was sagt
    - `/{ command-people }`, `/{ command-timeline }`, `/{ command-map }`: wer wer ist, was wann geschieht, wer wo vorkommt
    - `/{ command-quiz }` und `/{ command-points }`: ein Quiz aus dem Text
    - `/{ command-progress }`: sag, wie weit du gelesen hast, und ich zeige dir nichts darüber hinaus
    - `/{ command-stories }` zeigt, was ich gelesen habe
    - `/{ command-story } { command-story-add }`, oder „{ menu-add-to-the-library }“ unter Apps an einer Nachricht, fügt Geschichten hinzu, wo du darfst; `/{ command-story } { command-story-chapter }`, `{ command-story-replace }` und `{ command-story-remove }` ändern sie
    - `/{ command-library }`: wessen Geschichten du in Direktnachrichten befragst
    - `/{ command-my-data }`, `/{ command-forget-me }`: was über dich gespeichert ist und wie du es löschst

    Du kannst mich auch mit einer Frage erwähnen, auf meine Antworten antworten und mich dabei erwähnen oder mir eine Direktnachricht schicken; Nachfragen wie „warum?“ verstehe ich. Öffne bei einer Nachricht „Apps“, um sie zu prüfen oder danach zu fragen.
    -# Jedes Zitat wird mit der Geschichte verglichen, bevor ich es sende. Wer den Server verwaltet, richtet mich mit `/{ command-settings }` ein.
mention-needed = Discord zeigt mir nur Nachrichten, die mich erwähnen; bitte erwähne mich in deiner Antwort.

## Fehler

error-sorry = Tut mir leid, da ist etwas schiefgegangen; bitte versuch es in einer Minute noch einmal, oder nenn denen, die mich betreiben, den Code { $code }.
error-unusable = Meine Bibliothek ist gerade nicht benutzbar; wer mich betreibt, findet den Grund in meinem Log.
error-library-busy = Meine Bibliothek wird gerade von einem anderen Programm geändert; bitte frag in einer Minute noch einmal.
error-storage-unavailable = Ich erreiche meine Bibliothek gerade nicht; bitte frag in einer Minute noch einmal.
error-memory = Gerade passt nicht alles in meinen Speicher; bitte frag in einer Minute noch einmal.
error-late = Ich war zu spät dran, als dass Discord dir das noch zeigt; bitte versuch es noch einmal.
late-answer = { $member }, Discord nahm das nicht mehr als Antwort an dich an, darum steht es hier für sich.
error-busy = { $others ->
    [one] Ich bin gerade mit einer anderen Frage beschäftigt; bitte versuch es in einer Minute noch einmal.
   *[other] Ich bin gerade mit { $others } anderen Fragen beschäftigt; bitte versuch es in einer Minute noch einmal.
}
error-shed = { $seconds ->
    [one] Gerade fragen zu viele; deine Frage hat eine Sekunde gewartet und wurde nicht beantwortet. Bitte frag in einer Minute noch einmal.
   *[other] Gerade fragen zu viele; deine Frage hat { $seconds } Sekunden gewartet und wurde nicht beantwortet. Bitte frag in einer Minute noch einmal.
}
# $author und $date einer Geschichte
story-by = von { $author }
story-by-dated = von { $author }, { $date }
error-closing = Ich werde gerade neu gestartet; bitte frag in einer Minute noch einmal.
error-cooling-down = { $seconds ->
    [one] Eine Frage nach der anderen; bitte frag in { $seconds } Sekunde noch einmal. Wer den Server verwaltet, kann die Pause mit `/{ command-settings }` ändern.
   *[other] Eine Frage nach der anderen; bitte frag in { $seconds } Sekunden noch einmal. Wer den Server verwaltet, kann die Pause mit `/{ command-settings }` ändern.
}
error-quote-mismatch = Ich konnte ein Zitat nicht mit der Geschichte abgleichen und zeige deshalb keins; bitte frag noch einmal.
error-stale-control = Dieser Button stammt von einer anderen Version von mir; bitte frag noch einmal.
error-story-gone = Diese Geschichte wurde aus der Bibliothek entfernt.
error-no-stories = Hier gibt es noch keine Geschichten; füg eine mit `/{ command-story } { command-story-add }` hinzu, oder bitte die darum, die diesen Server verwalten.
# $near: ähnliche Namen, mit Kommas; $near_count: wie viele
error-story-not-found = { $near_count ->
    [0] Es gibt keine Geschichte namens „{ $name }“; die Liste zeigt dir /{ command-stories }.
   *[other] Es gibt keine Geschichte namens „{ $name }“; meintest du { $near }?
}
# $names: die Geschichten, die gemeint sein könnten; $more: wie viele noch
error-story-unclear = { $more ->
    [0] Es gibt mehrere Geschichten; nenn eine davon: { $names }.
   *[other] Es gibt mehrere Geschichten; nenn eine davon: { $names } und { $more } weitere.
}
error-question = Darin steckt keine Frage; frag mit ein paar Wörtern.
error-question-no-words = Darin stehen keine Wörter; gib die Wörter an, die ich suchen soll.
error-question-too-long = Das sind mehr als { $most } Zeichen; prüf einen Teil davon.
error-nothing-read = Du hast diese Geschichte noch nicht angefangen; sag mit `/{ command-progress }`, wie weit du gelesen hast.
error-no-such-place-paragraph = { $count ->
    [one] Es gibt nur einen Absatz; wähl 1.
   *[other] Es gibt { $count } Absätze; wähl einen von 1 bis { $count }.
}
error-no-such-place-percent = So viel Prozent hat keine Geschichte; wähl eine Zahl von 0 bis 100.
error-no-such-place-chapters = Diese Geschichte hat keine Kapitel; wähl einen Absatz oder einen Prozentwert.
# $first, $last: die Nummern der Kapitel
error-no-such-place-chapter = { $count ->
    [one] Es gibt nur ein Kapitel; wähl { $first }.
   *[other] Es gibt { $count } Kapitel; wähl eins von { $first } bis { $last }.
}
# $chapter: seine Nummer; $count: wie viele Absätze es hat
error-no-such-place-chapter-paragraph = { $count ->
    [0] Kapitel { $chapter } hat keine Absätze; wähl ein anderes.
    [one] Kapitel { $chapter } hat nur einen Absatz; wähl 1.
   *[other] Kapitel { $chapter } hat { $count } Absätze; wähl einen von 1 bis { $count }.
}

## Adressen lesen

# $host names the server, $file the page
error-loading-web-address = „{ $address }“ ist keine Adresse einer Seite; gib eine wie https://example.com/story an.
error-loading-web-scheme = Adressen, die mit { $scheme }: beginnen, lese ich nicht; gib die https://-Adresse der Seite an.
error-loading-web-credentials = Adressen mit einem Namen oder Passwort darin lese ich nicht; lass weg, was vor dem @ vor { $host } steht.
error-loading-web-port = Ich lese Seiten nur von den Ports 80 und 443, nicht von { $port }; speichere die Seite als Datei und hänge sie an.
error-loading-web-private = { $host } ist kein Rechner des öffentlichen Internets, darum lese ich ihn nicht; speichere die Seite als Datei und hänge sie an.
error-loading-web-unknown = Es gibt keinen Rechner namens { $host }; prüfe die Adresse.
error-loading-web-unreachable = Ich kann { $host } nicht erreichen; prüfe die Adresse, oder versuch es später noch einmal.
error-loading-web-slow = { $host } hat die Seite nicht innerhalb von { $seconds } Sekunden ganz geschickt; versuch es später noch einmal, oder speichere die Seite als Datei und hänge sie an.
error-loading-web-certificate = { $host } kann nicht beweisen, dass es { $host } ist, denn sein Zertifikat ist ungültig; speichere die Seite als Datei und hänge sie an.
error-loading-web-malformed = { $host } hat etwas geschickt, das ich nicht als Seite verstehe; speichere die Seite als Datei und hänge sie an.
error-loading-web-large = Die Seite bei { $host } ist größer als { $limit } Bytes; hänge den gewünschten Teil als Datei an.
error-loading-web-type = { $host } hat { $type } geschickt, und das ist kein Text; gib die Adresse einer Webseite an, oder einer Text-, PDF-, EPUB-, DOCX-, ODT-, RTF- oder ZIP-Datei.
error-loading-web-redirects = { $host } leitet mehr als { $limit }-mal zu anderen Adressen weiter; öffne die Seite im Browser und gib die Adresse an, bei der sie endet.
error-loading-web-downgrade = { $host } leitet von https zu einer Adresse ohne Verschlüsselung, wo die Worte unterwegs verändert werden könnten; gib die http://-Adresse selbst an, wenn dir das recht ist.
error-loading-web-robots = { $host } bittet Programme, diese Seite nicht zu lesen (in seiner robots.txt); speichere die Seite als Datei und hänge sie an.
error-loading-web-robots-unknown = { $host } sagt nicht, ob Programme es lesen dürfen (seine robots.txt scheitert mit Status { $status }); versuch es später noch einmal, oder speichere die Seite als Datei und hänge sie an.
error-loading-web-login = { $host } zeigt diese Seite nur denen, die sich anmelden; speichere die Seite als Datei und hänge sie an.
error-loading-web-payment = { $host } zeigt diese Seite nur denen, die bezahlen; speichere die Seite als Datei und hänge sie an.
error-loading-web-forbidden = { $host } lässt Programme diese Seite nicht lesen; speichere die Seite als Datei und hänge sie an.
error-loading-web-missing = { $host } hat keine Seite unter dieser Adresse; prüfe die Adresse.
error-loading-web-gone = { $host } hat diese Seite entfernt; suche eine Kopie davon und hänge sie als Datei an.
error-loading-web-busy = { $host } bekommt gerade zu viele Anfragen; versuch es in ein paar Minuten noch einmal.
error-loading-web-broken = { $host } hat selbst eine Störung (Status { $status }); versuch es später noch einmal.
error-loading-web-status = { $host } antwortet mit Status { $status } statt mit der Seite; speichere die Seite als Datei und hänge sie an.
error-loading-web-cancelled = Das Lesen von { $host } wurde abgebrochen; füge die Adresse noch einmal hinzu, wenn du sie noch möchtest.
error-loading-web-long = { $file } enthält mehr als { $limit } Zeichen; hänge den gewünschten Teil als Datei an.
error-loading-web-scripts = { $file } zeigt den Text durch Skripte, nur in einem Browser; kopiere den Text in eine Datei und hänge sie an.
error-loading-web-subscribers = { $file } zeigt den ganzen Text nur Abonnenten; wenn du einer bist, speichere die Seite als Datei und hänge sie an.
error-loading-web-no-article = { $file } enthält keinen Artikel, den ich von der Seite darum unterscheiden kann; kopiere den Text in eine Datei und hänge sie an.
error-loading-unreadable = Ich kann { $file } nicht lesen, also ist es beschädigt oder nicht das, was der Name sagt; öffne es in dem Programm, aus dem es stammt, und speicher es noch einmal.
error-loading-unknown-format = Ich kann { $file } nicht lesen: Der Name endet auf kein Format, das ich kenne; speicher die Datei als { $known }.
error-loading-other-kind = { $file } ist in Wirklichkeit im Format { $kind }; benenn die Datei in { $right } um und füg sie noch einmal hinzu.
error-loading-no-story-kind = { $file } ist in Wirklichkeit im Format { $kind }, in dem keine Geschichte steht; füg die Datei der Geschichte selbst hinzu.
error-loading-old-word = { $file } ist im Format von Word vor 2007; speicher die Datei als .docx und füg diese hinzu.
error-loading-damaged = { $file } ist beschädigt oder nicht das, was der Name sagt; exportier oder lad die Datei noch einmal.
error-loading-damaged-text = { $file } ist beschädigter UTF-8-Text (ein falsches Byte an Stelle { $position }); exportier oder lad die Datei noch einmal.
error-loading-encrypted = { $file } ist mit einem Passwort gesperrt; speicher die Datei ohne Passwort und füg sie noch einmal hinzu.
error-loading-protected = { $file } hat einen Kopierschutz (DRM); füg eine Ausgabe ohne Kopierschutz hinzu.
error-loading-entities = { $file } legt XML-Entitäten fest, in denen eine Bombe stecken kann; exportier die Datei noch einmal mit einem gewöhnlichen Programm.
error-loading-packing = { $file } ist auf eine Art gepackt, die ich nicht lese; pack die Datei neu als gewöhnliche ZIP-Datei.
error-loading-unpacks-too-large = { $file } enthält ausgepackt mehr als { $limit } Bytes; teil es auf mehrere Dateien auf.
error-loading-too-many-files = { $file } enthält mehr als { $limit } Dateien; teil es auf mehrere Archive auf.
error-loading-too-long = { $file } hat mehr als { $limit } Zeichen; teil den Text auf mehrere Geschichten auf.
error-loading-too-large = { $file } ist größer als { $limit } Bytes; teil es auf mehrere Dateien auf.
error-loading-too-many-pages = { $file } hat { $pages } Seiten, und { $limit } sind erlaubt; teil es auf mehrere Dateien auf.
error-loading-member-too-large = { $file } enthält eine Datei von mehr als { $limit } Bytes; teil diese auf.
error-loading-scan = { $file } enthält Bilder von Seiten und keinen Text; lass zuerst eine Texterkennung (OCR) darüber laufen.
error-loading-no-stories = { $file } enthält keine Geschichte; pack Dateien wie .txt, .pdf oder .epub hinein.
error-loading-nested = { $file } enthält ein weiteres Archiv; pack dieses aus und füg hinzu, was darin ist.
error-loading-paths = { $file } enthält einen Pfad oder Verweis, der hinausführt; pack die Dateien neu.
error-loading-one-name = { $file } enthält { $count } Geschichten, die nicht denselben Namen haben können; füg es ohne Namen hinzu.
error-loading-no-name = { $file } braucht einen lesbaren Namen für die Geschichte; benenn die Datei um oder gib einen Namen dazu an.
error-loading-long-name = Der Name der Geschichte in { $file } ist länger als { $limit } Zeichen; gib einen kürzeren an.
error-loading-empty = { $file } ist leer; schreib zuerst die Geschichte hinein.
error-loading-no-words = { $file } enthält keine Wörter; schreib zuerst die Geschichte hinein.
error-loading-encoding = Ich kann nicht sicher sagen, in welcher Kodierung { $file } ist; speicher die Datei als UTF-8 und füg sie noch einmal hinzu.
error-loading-control = { $file } enthält ein Steuerzeichen in Zeile { $line }; entfern es in einem Editor.
error-loading-binary = { $file } ist binär und kein Text; speicher oder exportier die Datei als reinen UTF-8-Text.
error-loading-cancelled = { $file } wurde nicht gelesen, weil das abgebrochen wurde; füg es noch einmal hinzu, wenn du willst.
error-loading-slow = Das Lesen von { $file } hat länger als { $seconds } Sekunden gedauert; teil es auf kleinere Dateien auf.
error-loading-memory = Das Lesen von { $file } braucht mehr Speicher, als erlaubt ist; teil es auf kleinere Dateien auf.
error-loading-long = { $file } enthält mehr Text, als ich auf einmal lesen kann; teil es auf kleinere Dateien auf.
error-loading-deep = { $file } ist für mich zu tief verschachtelt; speicher die Wörter als reinen Text.

## Befehle

command-ask = fragen
command-ask-description = Stell den Geschichten eine Frage; die Antwort wird aus ihnen zitiert.
command-ask-question = frage
command-ask-question-description = Was möchtest du wissen?
command-ask-story = geschichte
command-ask-story-description = Die Geschichte, um die es geht; leer für alle
command-ask-private = privat
command-ask-private-description = Ob nur du die Antwort siehst
command-summary = zusammenfassung
command-summary-description = Fasst eine Geschichte in ihren eigenen Sätzen zusammen.
command-summary-story = geschichte
command-summary-story-description = Die Geschichte; darf leer bleiben, wenn es nur eine gibt
command-summary-length = länge
command-summary-length-description = Wie viel davon gezeigt wird
choice-short = kurz
choice-medium = mittel
choice-long = lang
command-quote = zitat
command-quote-description = Findet die Stellen, die deinen Wörtern am nächsten kommen.
command-quote-words = wörter
command-quote-words-description = Wörter, die so oder so ähnlich in der Geschichte stehen
command-quote-story = geschichte
command-quote-story-description = In welcher Geschichte gesucht wird; leer für alle
command-stories = geschichten
command-stories-description = Zeigt die Geschichten, zu denen du Fragen stellen kannst.
command-help = hilfe
command-help-description = Was ich kann und wie du mich fragst.

## What is not allowed

denied-asking = Hier dürfen nur Mitglieder mit einer dieser Rollen fragen: { $roles }. Ändern kann das mit `/{ command-settings }`, wer diesen Server verwalten darf.
denied-changing = Das kann nur ändern, wer diesen Server verwalten darf; frag dort nach, oder nach einer Rolle, die es darf.
denied-changing-roles = Das kann nur ändern, wer diesen Server verwalten darf oder eine dieser Rollen hat: { $roles }. Frag dort nach.
denied-without-server = Das gibt es nur auf Servern; nutze es auf einem.

## Reading around a quote

button-wider = Mehr ringsum
button-scene = Szenenanfang
button-match-before = ← Stelle davor
button-match-next = Nächste Stelle →
edge-wider = Das ist schon die ganze Geschichte.
edge-widest = Mehr zeigt eine Nachricht nicht; lies mit den anderen Knöpfen weiter.
edge-scene = Diese Szene hat keine Sätze, die ich zeigen kann.
edge-beyond = Weiter hast du noch nicht gelesen; sag mir mit `/{ command-progress }`, wie weit du bist.
error-beyond = Das steht weiter hinten, als du gelesen hast oder als dieser Kanal zeigen darf; sag mir mit `/{ command-progress }`, wie weit du bist.

## Conversations, sharing and judging

answer-understood = Verstanden als: { $question }
answer-beyond = Die Antwort steht vielleicht weiter hinten, als du gelesen hast oder als dieser Kanal zeigen darf.
answer-shared = Geteilt von { $member }
button-share = Im Kanal teilen
button-helped = Das hilft
button-wrong = Das ist falsch
thread-name = Antwort
thread-opening = Beantwortet in einem Thread.
error-shared = Diese Antwort ist schon geteilt; sie steht im Kanal.

## How far somebody has read

command-progress = lesestand
command-progress-description = Sag, wie weit du gelesen hast; dir wird nichts gezeigt, was danach kommt.
command-progress-paragraph = absatz
command-progress-paragraph-description = Der letzte Absatz, den du gelesen hast; im Kapitel, wenn du eins nennst
command-progress-chapter = kapitel
command-progress-chapter-description = Das letzte Kapitel, das du gelesen hast
command-progress-percent = prozent
command-progress-percent-description = Wie viel der Geschichte du gelesen hast
command-progress-whole = ganz
command-progress-whole-description = Ob du alles gelesen hast: Dann wird dir nichts mehr vorenthalten
command-progress-story = geschichte
command-progress-story-description = Die Geschichte; darf leer bleiben, wenn es nur eine gibt
button-here = Bis hier gelesen
progress-place = { $place } ({ $percent } %)
progress-beginning = der Anfang
progress-set = Ab jetzt zeige ich dir aus **{ $title }** nichts, was weiter hinten steht als { $place }: hier, auf jedem Server mit dieser Bibliothek und in Direktnachrichten.
progress-none = Ab jetzt zeige ich dir nichts aus **{ $title }**, bis du sagst, wie weit du gelesen hast.
progress-all = **{ $title }** steht dir jetzt ganz offen.
progress-channel-lower = In diesem Kanal ist für alle früher Schluss: { $place }. Von beiden gilt, was weiter vorn liegt; ändern kann das mit `/{ command-settings }`, wer diesen Server betreut.
progress-title = Wie weit du gelesen hast
progress-nothing-set = Du hast nichts eingestellt; dir stehen alle Geschichten ganz offen.
progress-of-channel = In diesem Kanal wird niemandem mehr gezeigt als das
progress-how = Stell es mit `/{ command-progress }` und einem Kapitel, einem Absatz oder beidem oder einem Prozentwert ein, oder mit „{ button-here }“ unter einem Zitat. Treffen zwei Grenzen aufeinander, gilt die frühere.
error-several-places = Das sind mehrere Stellen; nenn ein Kapitel, einen Absatz oder beides, oder einen Prozentwert.

## Feedback and gaps

judged-helped = Danke; als hilfreich gezählt. Mit dem anderen Knopf änderst du das.
judged-wrong = Danke; als falsch gezählt. Mit dem anderen Knopf änderst du das.
command-gaps = lücken
command-gaps-description = Fragen, auf die die Geschichten nichts sagten, und Antworten, die falsch genannt wurden.
gaps-title = { $groups ->
    [0] Lücken
    [one] Lücken: { $count } in einer Gruppe
   *[other] Lücken: { $count } in { $groups } Gruppen ähnlicher Fragen
}
gaps-none = Es gibt keine Frage, die ich zeigen kann.
gaps-not-kept = Dieser Server bewahrt die Texte von Fragen nicht auf, deshalb kommen keine Lücken dazu; wer ihn verwaltet, kann das mit `/{ command-settings }` einschalten.
gaps-untold = { $count ->
    [one] Einmal mehr ging etwas schief; der Text der Frage ist nicht aufbewahrt.
   *[other] { $count } Mal mehr ging etwas schief; die Texte der Fragen sind nicht aufbewahrt.
}
gaps-refused = { $count } × nicht beantwortet
gaps-wrong = { $count } × falsch genannt
gaps-near = nahe { $title }, { $place }
gaps-also = Auch: { $question }
gaps-exported =
    { $count ->
    [one] `gaps.jsonl` enthält eine Frage, für `verse evaluate gaps.jsonl`.
   *[other] `gaps.jsonl` enthält { $count } Fragen, eine je Zeile, für `verse evaluate gaps.jsonl`.
    }
    Bei jeder steht `"answerable": false`: dass die Geschichte zu Recht nichts sagt. Wo eine Geschichte doch antwortet, schreib stattdessen `true` und ergänze `"sentences": ["…"]` mit den Sätzen, die antworten, Zeichen für Zeichen aus der Geschichte kopiert.
button-gaps-before = ← Größere
button-gaps-next = Kleinere →
button-export = Exportieren
error-no-gaps = Es gibt keine Frage mehr, die ich exportieren kann.

## What is stored about a member

command-my-data = meine-daten
command-my-data-description = Zeigt, was über dich gespeichert ist.
command-forget-me = vergiss-mich
command-forget-me-description = Löscht, was über dich gespeichert ist, hier oder überall.
mine-title = Was über dich gespeichert ist
mine-nothing = Über dich ist nichts gespeichert.
mine-quiz = { $rounds ->
    [one] eine Runde im Quiz; Punkte: { $points }
   *[other] { $rounds } Runden im Quiz; Punkte: { $points }
}
mine-feedback = von dir bewertete Antworten: hilfreich { $helped }, falsch { $wrong }
mine-questions = { $count ->
    [one] eine Frage von dir
   *[other] { $count } Fragen von dir
}
mine-settings = { $count ->
    [one] dein Name bei einer Einstellung
   *[other] dein Name bei { $count } Einstellungen
}
mine-memory = Nur bis zu meinem nächsten Neustart merke ich mir deine letzten Fragen, damit du nachfragen kannst, die Sprache deines Discord und auf welchen Servern ich dich getroffen habe. `/{ command-forget-me }` löscht das alles.
forget-ask =
    { $place ->
    [direct] Über dich gespeichert, in Direktnachrichten: { $here }; insgesamt: { $everywhere }.
   *[server] Über dich gespeichert, auf diesem Server: { $here }; überall: { $everywhere }.
    }
    Alles wird sofort und endgültig gelöscht; Einstellungen, die du gemacht, und Geschichten, die du hinzugefügt hast, bleiben ohne deinen Namen. Wie weit du gelesen hast, löscht „{ button-forget-all }“, und dann wird dir nichts mehr vorenthalten.
button-forget-here = { $place ->
    [direct] In Direktnachrichten
   *[server] Auf diesem Server
}
button-forget-all = Überall
forget-done = { $count ->
    [0] Es gab nichts zu löschen; was ich mir bis zum nächsten Neustart gemerkt hatte, ist auch vergessen.
    [one] Gelöscht: ein Eintrag; was ich mir bis zum nächsten Neustart gemerkt hatte, ist auch vergessen.
   *[other] Gelöscht: { $count } Einträge; was ich mir bis zum nächsten Neustart gemerkt hatte, ist auch vergessen.
}

## Is this in the story?

menu-is-this-in-the-story = Steht das in der Geschichte?
menu-ask-about-this = Dazu etwas fragen
command-check = prüfen
command-check-description = Sagt, ob Worte in der Geschichte stehen und was anders ist; nur du siehst es.
command-check-words = worte
command-check-words-description = Die gesuchten Worte, etwa was laut jemandem in der Geschichte steht
command-check-story = geschichte
command-check-story-description = Die Geschichte, in der gesucht wird; leer heißt in allen
form-about = Etwas zu dieser Nachricht fragen
field-about-question = Deine Frage
check-heading = { $standing ->
    [exact] Steht Wort für Wort in der Geschichte
    [nearly] Steht fast so in der Geschichte: Der Wortlaut ist anders
   *[not-found] Steht nicht in der Geschichte
}
check-differs = { $difference ->
    [case] Nur die Groß- und Kleinschreibung ist anders.
    [punctuation] Nur die Satzzeichen sind anders.
   *[elision] Wo die Punkte stehen, sind Worte ausgelassen.
}
check-careful = { $kind ->
    [negation] Vorsicht: Eine Verneinung ist anders.
    [number] Vorsicht: Eine Zahl ist anders.
    [date] Vorsicht: Ein Datum ist anders.
    [name] Vorsicht: Ein Name ist anders.
    [opposite] Vorsicht: Das sagt das Gegenteil.
   *[cut-off] Vorsicht: In der Geschichte steht direkt vor diesen Worten eine Verneinung.
}
check-has = { $whose ->
    [own] Deine Worte: „{ $words }“.
    [message] Die Nachricht: „{ $words }“.
   *[story] Die Geschichte: „{ $words }“.
}
check-has-nothing = { $whose ->
    [own] In deinen Worten steht dort nichts.
    [message] In der Nachricht steht dort nichts.
   *[story] In der Geschichte steht dort nichts.
}
check-differences = Was anders ist:
check-side = { $whose ->
    [own] Deine Worte: { $words }
    [message] Die Nachricht: { $words }
   *[story] Die Geschichte: { $words }
}
check-nothing = hier nichts
check-place = Wo es steht:
check-nearest = Die nächste Stelle:
check-checked = Geprüft: { $words }
check-attributed = Dort { $name } zugeschrieben; wer es in der Geschichte sagt, zeigt das Zitat.
check-beyond = Vielleicht stehen die Worte auch weiter hinten, als du gelesen hast oder als dieser Kanal zeigen darf.
error-message-without-words = In dieser Nachricht stehen keine Worte, die ich lesen kann; wähl eine mit Text.

## Who says what, who is who, what happens when

command-said = gesagt
command-said-description = Zeigt, was jemand in einer Geschichte sagt.
command-said-who = wer
command-said-who-description = Jemand aus der Geschichte
command-said-story = geschichte
command-said-story-description = Die Geschichte; darf leer bleiben, wenn es nur eine gibt
command-promises = versprechen
command-promises-description = Zeigt, wer in einer Geschichte was verspricht.
command-promises-who = wer
command-promises-who-description = Wessen Versprechen; leer für alle
command-promises-story = geschichte
command-promises-story-description = Die Geschichte; darf leer bleiben, wenn es nur eine gibt
command-threats = drohungen
command-threats-description = Zeigt, wer in einer Geschichte womit droht.
command-threats-who = wer
command-threats-who-description = Wessen Drohungen; leer für alle
command-threats-story = geschichte
command-threats-story-description = Die Geschichte; darf leer bleiben, wenn es nur eine gibt
command-people = personen
command-people-description = Zeigt, wer in einer Geschichte wer ist.
command-people-story = geschichte
command-people-story-description = Die Geschichte; darf leer bleiben, wenn es nur eine gibt
command-timeline = zeitleiste
command-timeline-description = Zeigt, was in einer Geschichte wann geschieht.
command-timeline-story = geschichte
command-timeline-story-description = Die Geschichte; darf leer bleiben, wenn es nur eine gibt
command-map = karte
command-map-description = Zeichnet, wer in einer Geschichte wo vorkommt.
command-map-story = geschichte
command-map-story-description = Die Geschichte; darf leer bleiben, wenn es nur eine gibt
command-map-dark = dunkel
command-map-dark-description = Ob das Bild dunkel ist; leer heißt ja
sayings-title = { $kind ->
    [one] { $told ->
        [promised] Was { $name } verspricht – { $title }
        [threatened] Womit { $name } droht – { $title }
       *[said] Was { $name } sagt – { $title }
    }
   *[anybody] { $told ->
        [promised] Versprechen – { $title }
        [threatened] Drohungen – { $title }
       *[said] Was gesagt wird – { $title }
    }
}
sayings-none = { $kind ->
    [one] { $told ->
        [promised] Ich finde in **{ $title }** kein Versprechen von { $name }.
        [threatened] Ich finde in **{ $title }** keine Drohung von { $name }.
       *[said] Ich finde in **{ $title }** nichts, was { $name } sagt.
    }
   *[anybody] { $told ->
        [promised] Ich finde in **{ $title }** kein Versprechen.
        [threatened] Ich finde in **{ $title }** keine Drohung.
       *[said] Ich finde in **{ $title }** nichts, was gesagt wird.
    }
}
saying-act = { $act ->
    [promised] ein Versprechen
    [threatened] eine Drohung
   *[said] Worte
}
speaker-guessed = { $says ->
    [words] wahrscheinlich **{ $name }**: In der Geschichte steht „{ $words }“
   *[nothing] wahrscheinlich **{ $name }**: Die Geschichte sagt nicht, wer
}
speaker-unknown = { $says ->
    [words] wer, weiß ich nicht: In der Geschichte steht „{ $words }“
   *[nothing] die Geschichte sagt nicht, wer
}
people-title = { $count ->
    [one] { $count } Name – { $title }
   *[other] { $count } Namen – { $title }
}
people-none = Ich finde in **{ $title }** niemanden, soweit dir die Geschichte offensteht.
person-kind = { $kind ->
    [organisation] Organisation
   *[person] Person
}
person-first = zuerst in { $place }
person-times = { $count ->
    [one] einmal genannt
   *[other] { $count }-mal genannt
}
person-introduced = Vorgestellt als:
person-aliases = Heißt auch: { $names }
timeline-title = Wann was geschieht, wie die Geschichte es erzählt – { $title }
timeline-ordered = Der Zeit nach
timeline-none = Ich finde in **{ $title }** keine Zeitangaben, soweit dir die Geschichte offensteht.
event-when = { $reach ->
    [day] { $earliest }
    [between] { $earliest } bis { $latest }
    [since] { $earliest } oder später
    [until] { $latest } oder früher
   *[unknown] kein Datum in der Geschichte
}
map-title = Wer wo vorkommt – { $title }
error-unknown-person = { $near_count ->
    [0] In dieser Geschichte heißt niemand „{ $who }“; ich finde darin niemanden, soweit sie dir offensteht.
   *[other] In dieser Geschichte heißt niemand „{ $who }“; am nächsten kommen: { $near }. Nimm einen dieser Namen, oder sieh unter `/{ command-people }` nach.
}

## The quiz

command-quiz = quizspiel
command-quiz-description = Stellt allen hier Fragen zur Geschichte, um Punkte.
command-quiz-story = geschichte
command-quiz-story-description = Die Geschichte, um die es geht; darf leer bleiben, wenn es nur eine gibt
command-quiz-kind = art
command-quiz-kind-description = Was gefragt wird; leer: bunt gemischt
command-quiz-rounds = runden
command-quiz-rounds-description = Wie viele Runden; leer: eine
choice-missing-word = fehlendes Wort
choice-who-said = wer sagt das
choice-which-first = was kommt zuerst
choice-true-or-altered = echt oder verändert
command-points = punkte
command-points-description = Zeigt, wer im Quiz wie viele Punkte hat.
quiz-ask = { $kind ->
    [missing-word] Welches Wort fehlt?
    [who-said] Wer sagt das?
    [which-first] Was kommt in der Geschichte zuerst?
   *[true-or-altered] Steht das so in der Geschichte, oder wurde etwas verändert?
}
quiz-number = Runde { $number } von { $count }
quiz-rules = { $points ->
    [one] Ein Punkt für die richtige Antwort. Alle dürfen einmal antworten; ob du richtig liegst, siehst nur du.
   *[other] { $points } Punkte für die richtige Antwort. Alle dürfen einmal antworten; ob du richtig liegst, siehst nur du.
}
button-quiz-true = Steht so da
button-quiz-altered = Wurde verändert
button-quiz-next = Nächste Runde
quiz-right = Richtig!
quiz-wrong = Diesmal nicht.
quiz-solution = Richtig ist { $choice }.
quiz-was-true = Genau so steht es in der Geschichte.
quiz-was-altered = So steht es nicht in der Geschichte; etwas wurde verändert.
quiz-won = { $points ->
    [one] Du bekommst { $points } Punkt.
   *[other] Du bekommst { $points } Punkte.
}
quiz-counted-already = Diese Runde hattest du schon beantwortet; es zählt deine erste Antwort.
quiz-story-says = So steht es in der Geschichte
quiz-came-first = Das kommt zuerst
quiz-came-later = Das kommt später
quiz-altered = Verändert, steht nicht in der Geschichte; der Unterschied ist fett
points-title = Punkte im Quiz
points-own = Deine Punkte im Quiz
points-none = Noch hat niemand eine Runde beantwortet; fang mit `/{ command-quiz }` an.
points-line = { $rank }. { $member } · { $points ->
    [one] { $points } Punkt
   *[other] { $points } Punkte
} · { $right } von { $rounds } richtig
error-quiz-too-short = Diese Geschichte ist zu kurz für ein Quiz, oder du hast noch nicht genug von ihr gelesen; nimm eine längere oder lies weiter.
error-quiz-kind = Für diese Art von Runde gibt die Geschichte zu wenig her; nimm eine andere oder lass die Art leer, dann wird gemischt.
error-quiz-beyond = Diese Runde geht weiter, als du gelesen hast oder als dieser Kanal sehen darf; sag mir mit `/{ command-progress }`, wie weit du bist, oder fang mit `/{ command-quiz }` ein eigenes Quiz an.
error-quiz-changed = Die Geschichte hat sich geändert, seit diese Runde gestellt wurde; sie zählt deshalb nicht mehr. Fang mit `/{ command-quiz }` eine neue an.
error-quiz-went-on = Die nächste Runde steht schon weiter unten; antworte dort.

## The rules of a server

command-settings = einstellungen
command-settings-description = Zeigt, welche Regeln hier gelten und warum; ändern kannst du sie, wenn du darfst.
rules-channel = Regeln in { $channel }
rules-server = Regeln des ganzen Servers
rule-name = { $rule ->
    [story] Voreingestellte Geschichte
    [answers] Wo Antworten stehen
    [listens] Jede Frage beantworten
    [private] Normalerweise privat
    [ceiling] Spoiler-Grenze
    [cooldown] Wartezeit
    [askers] Wer fragen darf
    [adders] Wer hinzufügen darf
    [replacers] Wer ersetzen darf
    [removers] Wer entfernen darf
    [changers] Wer Regeln ändern darf
   *[keeps-questions] Fragen aufbewahren
}
rule-about = { $rule ->
    [story] Die Geschichte, um die es geht, wenn jemand keine nennt.
    [answers] Ob eine Frage in einem Kanal gleich dort, in einem Thread oder in einem Thread beantwortet wird, der wie die Frage heißt.
    [listens] Ob ich jede Nachricht beantworte, die eine Frage ist, auch ohne Erwähnung. Andere Bots, Antworten an andere und Erwähnungen anderer lasse ich in Ruhe.
    [private] Ob die Antwort auf einen Befehl nur sieht, wer gefragt hat, wenn nichts anderes gesagt wird.
    [ceiling] Wie weit dieser Kanal eine Geschichte lesen darf: Was danach kommt, wird hier niemandem gezeigt. Wähl die Geschichte; lass das Formular leer, um ihre Grenze aufzuheben.
    [cooldown] Wie lange jemand zwischen zwei Fragen wartet.
    [askers] Die Rollen, die mich fragen dürfen. Wer diesen Server verwaltet, darf es immer.
    [adders] Die Rollen, die Geschichten und Kapitel hinzufügen dürfen, neben denen, die diesen Server verwalten.
    [replacers] Die Rollen, die eine Geschichte durch eine verbesserte Fassung ersetzen dürfen, neben denen, die diesen Server verwalten.
    [removers] Die Rollen, die Geschichten entfernen dürfen, neben denen, die diesen Server verwalten.
    [changers] Die Rollen, die diese Regeln ändern dürfen, neben denen, die diesen Server verwalten.
   *[keeps-questions] Ob ich die Texte von Fragen aufbewahre, für die Liste dessen, was die Geschichten nicht beantworten. Ich bewahre keine auf, bis du das einschaltest; wer es ausschaltet, löscht sie.
}
rule-switch = { $state ->
    [on] an
   *[off] aus
}
rule-answers = { $place ->
    [thread] in einem Thread
    [named-thread] in einem Thread, der wie die Frage heißt
   *[here] im Kanal
}
rule-seconds = { $count ->
    [0] keine
    [one] { $count } Sekunde
   *[other] { $count } Sekunden
}
rule-everyone = { $rule ->
    [askers] alle
   *[changers] nur, wer diesen Server verwaltet
}
rule-all-stories = alle Geschichten
rule-story-gone = alle Geschichten, denn die gewählte wurde entfernt
rule-ceilings = { $count ->
    [0] keine
    [one] { $count } Geschichte
   *[other] { $count } Geschichten
}
rule-default = voreingestellt
rule-set = { $source ->
    [channel] für diesen Kanal eingestellt von { $member } am { $date }
   *[server] für den ganzen Server eingestellt von { $member } am { $date }
}
rule-set-nameless = { $source ->
    [channel] für diesen Kanal eingestellt am { $date }
   *[server] für den ganzen Server eingestellt am { $date }
}
rule-erases = Wenn du das ausschaltest, wird **der Text jeder Frage gelöscht**, die ich für diesen Server aufbewahre, sofort und endgültig. Was Mitglieder über Antworten gesagt haben, bleibt ohne die Fragen.
button-this-channel = Dieser Kanal
button-whole-server = Ganzer Server
button-back = Zurück
button-turn-on = Einschalten
button-turn-off = Ausschalten
button-as-server = Wie auf dem Server
button-as-default = Wie voreingestellt
button-answers = { $place ->
    [thread] In einem Thread
    [named-thread] In benanntem Thread
   *[here] Im Kanal
}
button-everyone = { $rule ->
    [askers] Alle
   *[changers] Nur Verwaltende
}
button-seconds = Sekunden eingeben
button-all-stories = Alle Geschichten
button-by-name = Beim Namen nennen
button-erase = Ausschalten und löschen
placeholder-rule = Regel ändern
placeholder-roles = Rollen wählen
placeholder-story = Geschichte wählen
form-rule = { $rule ->
    [cooldown] Wartezeit
    [ceiling] Spoiler-Grenze dieses Kanals
   *[story] Voreingestellte Geschichte
}
field-seconds = Sekunden zwischen zwei Fragen; 0 für keine
field-story = Name der Geschichte
field-paragraph = Letzter Absatz, im Kapitel, falls genannt
field-chapter = Letztes Kapitel (alles leer: keine Grenze)
field-percent = Oder wie viel davon, in Prozent
error-no-number = „{ $written }“ ist keine Zahl; schreib sie in Ziffern.
error-no-cooldown = Wähl zwischen 0 und { $most } Sekunden.

## What Discord has to allow

needs-title = Was ich in diesem Kanal brauche
needs-nothing = Es fehlt nichts.
permission = { $name ->
    [view_channel] Kanal ansehen
    [send_messages] Nachrichten senden
    [read_message_history] Nachrichtenverlauf lesen
    [attach_files] Dateien anhängen
    [create_public_threads] Öffentliche Threads erstellen
   *[send_messages_in_threads] Nachrichten in Threads senden
}
needs = { $place ->
    [channel] **{ $permission }** fehlt hier: Kanal bearbeiten → Berechtigungen → { $me } hinzufügen → erlauben.
   *[server] **{ $permission }** fehlt: Servereinstellungen → Rollen → die Rolle von { $me } → Berechtigungen → einschalten.
}
needs-intent = Discord zeigt mir keine Nachrichten, die mich nicht erwähnen; deshalb kann ich noch nicht jede Frage beantworten. Wer mich betreibt, behebt das so: Developer Portal → Bot → Message Content Intent, dann `DISCORD_MESSAGE_CONTENT=true` und ein Neustart.

## Asking across a library

answer-several = Mehrere Geschichten könnten gemeint sein: { $titles }
placeholder-instead = Eine andere dieser Geschichten fragen
compare-differ = { $kind ->
    [date] Die Geschichten nennen verschiedene Daten: { $sides }
   *[number] Die Geschichten nennen verschiedene Zahlen: { $sides }
}
compare-silent = { $count ->
    [one] In dieser Geschichte steht es nicht: { $titles }
   *[other] In diesen Geschichten steht es nicht: { $titles }
}
command-compare = vergleichen
command-compare-description = Stellt die Antworten mehrerer Geschichten nebeneinander und markiert Unterschiede.
command-compare-question = frage
command-compare-question-description = Was möchtest du wissen?
command-compare-first = erste
command-compare-first-description = Eine Geschichte zum Vergleichen; sind alle leer, die passendsten
command-compare-second = zweite
command-compare-second-description = Eine Geschichte zum Vergleichen; sind alle leer, die passendsten
command-compare-third = dritte
command-compare-third-description = Eine Geschichte zum Vergleichen; sind alle leer, die passendsten
command-compare-fourth = vierte
command-compare-fourth-description = Eine Geschichte zum Vergleichen; sind alle leer, die passendsten
command-compare-fifth = fünfte
command-compare-fifth-description = Eine Geschichte zum Vergleichen; sind alle leer, die passendsten

## Filling a library

command-story = geschichte
command-story-description = Füllt diese Bibliothek: Geschichten und Kapitel hinzufügen, ersetzen, entfernen.
command-story-add = hinzufügen
command-story-add-description = Fügt Geschichten aus Dateien oder von einer Webseite hinzu.
command-story-add-file1 = datei1
command-story-add-file1-description = Eine Text-, PDF-, Word-, EPUB-, ODT-, RTF-, HTML- oder Markdown-Datei, oder ein Zip davon
command-story-add-address = adresse
command-story-add-address-description = Die Adresse einer Seite, deren Artikel hinzugefügt wird
command-story-add-name = name
command-story-add-name-description = Wie die Geschichte heißen soll; bleibt das leer, wie die Datei oder die Seite
command-story-add-file2 = datei2
command-story-add-file2-description = Noch eine Datei
command-story-add-file3 = datei3
command-story-add-file3-description = Noch eine Datei
command-story-add-file4 = datei4
command-story-add-file4-description = Noch eine Datei
command-story-add-file5 = datei5
command-story-add-file5-description = Noch eine Datei
command-story-chapter = kapitel
command-story-chapter-description = Hängt ein neues Kapitel an eine Geschichte an.
command-story-chapter-story = geschichte
command-story-chapter-story-description = Die Geschichte, die weitergeht
command-story-chapter-file = datei
command-story-chapter-file-description = Nur das neue Kapitel, als Datei
command-story-chapter-address = adresse
command-story-chapter-address-description = Die Adresse einer Seite mit dem neuen Kapitel
command-story-replace = ersetzen
command-story-replace-description = Ersetzt eine Geschichte durch eine verbesserte Fassung.
command-story-replace-story = geschichte
command-story-replace-story-description = Die Geschichte, die verbessert wird
command-story-replace-file = datei
command-story-replace-file-description = Die ganze Geschichte in der neuen Fassung, als Datei
command-story-replace-address = adresse
command-story-replace-address-description = Die Adresse einer Seite mit der ganzen Geschichte in der neuen Fassung
command-story-remove = entfernen
command-story-remove-description = Entfernt eine Geschichte und alles, was daraus gemacht wurde.
command-story-remove-story = geschichte
command-story-remove-story-description = Die Geschichte, die entfernt wird
command-story-log = protokoll
command-story-log-description = Zeigt, wer in dieser Bibliothek was hinzugefügt, ersetzt und entfernt hat.
menu-add-to-the-library = Zur Bibliothek hinzufügen
denied-filling = { $rule ->
    [replacers] Geschichten ersetzen kann nur, wer diesen Server verwaltet; frag dort nach, oder nach einer Rolle, die es darf.
    [removers] Geschichten entfernen kann nur, wer diesen Server verwaltet; frag dort nach, oder nach einer Rolle, die es darf.
   *[adders] Geschichten hinzufügen kann nur, wer diesen Server verwaltet; frag dort nach, oder nach einer Rolle, die es darf.
}
denied-filling-roles = { $rule ->
    [replacers] Geschichten ersetzen kann nur, wer diesen Server verwaltet oder eine dieser Rollen hat: { $roles }. Frag dort nach.
    [removers] Geschichten entfernen kann nur, wer diesen Server verwaltet oder eine dieser Rollen hat: { $roles }. Frag dort nach.
   *[adders] Geschichten hinzufügen kann nur, wer diesen Server verwaltet oder eine dieser Rollen hat: { $roles }. Frag dort nach.
}
denied-cancelling = Abbrechen kann das nur, wer es begonnen hat oder diesen Server verwaltet; frag dort nach.
error-nothing-brought = Darin ist nichts, was ich hinzufügen könnte; häng eine Datei an, gib die Adresse einer Seite an, oder wähl eine Nachricht mit Text.
error-file-large = „{ $file }“ ist größer als die { $most } MB, die hier erlaubt sind; teil die Datei in mehrere auf.
error-file-gone = Discord gibt „{ $file }“ nicht mehr heraus; häng die Datei noch einmal an.
error-name-taken = Es gibt schon eine Geschichte, die „{ $name }“ heißt; wähl einen anderen Namen, oder ersetz sie mit `/{ command-story } { command-story-replace }` durch eine verbesserte Fassung.
error-name-for-one = Ein Name ist für eine Geschichte da; füg mehrere ohne Namen hinzu.
error-several-stories = „{ $file }“ enthält mehrere Geschichten; bring eine Datei mit der einen, die gemeint ist.
error-one-only = Bring entweder eine Datei oder eine Adresse, nicht beides.
error-adding-busy = { $others ->
    [one] Ich füge gerade etwas anderes hinzu, und mehr kann nicht warten; bitte versuch es in ein paar Minuten noch einmal.
   *[other] Ich füge gerade { $others } andere Dinge hinzu, und mehr kann nicht warten; bitte versuch es in ein paar Minuten noch einmal.
}
error-adding-over = Das wird nicht mehr hinzugefügt; sieh mit `/{ command-stories }` nach, was es gibt.
error-brought-forgotten = Das habe ich nicht mehr; bring es mit `/{ command-story }` noch einmal.
error-story-twin-same = Dieser Text steht schon in der Bibliothek, als „{ $name }“; frag stattdessen diese Geschichte.
error-story-twin-nearly = Das ist fast der Text von „{ $name }“ aus der Bibliothek; ersetz diese Geschichte, wenn es eine verbesserte Fassung davon ist.
error-quota-stories = { $limit ->
    [one] Diese Bibliothek fasst höchstens eine Geschichte; entfern sie zuerst.
   *[other] Diese Bibliothek fasst höchstens { $limit } Geschichten; entfern zuerst eine.
}
error-quota-characters = Diese Bibliothek fasst höchstens { $limit } Zeichen; entfern zuerst eine Geschichte, oder füg eine kürzere hinzu.
error-quota-hour = { $limit ->
    [one] Hier darf höchstens eine Geschichte in der Stunde hinzukommen; versuch es später noch einmal.
   *[other] Hier dürfen höchstens { $limit } Geschichten in der Stunde hinzukommen; versuch es später noch einmal.
}
adding-title = { $name } wird hinzugefügt
adding-title-of = { $name } wird hinzugefügt, { NUMBER($number, useGrouping: 0) } von { NUMBER($count, useGrouping: 0) }
adding-stage = { $stage ->
    [reading] Ich lese es …
    [segmenting] Gelesen; ich suche die Sätze …
    [encoding] Gelesen und zerlegt; im Index: { $done } von { $total } Passagen
   *[finishing] Im Index; ich lerne es kennen …
}
adding-waits = { $ahead ->
    [0] Es ist jetzt an der Reihe.
    [one] Es wartet, bis es an der Reihe ist; eins kommt noch davor.
   *[other] Es wartet, bis es an der Reihe ist; { $ahead } kommen noch davor.
}
adding-left-seconds = { $count ->
    [one] noch etwa eine Sekunde
   *[other] noch etwa { $count } Sekunden
}
adding-left-minutes = { $count ->
    [one] noch etwa eine Minute
   *[other] noch etwa { $count } Minuten
}
adding-cancelled = Abgebrochen; nichts davon wurde behalten.
adding-paused = Ich werde gerade neu gestartet; hier geht es in einer Minute von selbst weiter.
adding-again = Ich versuche es von selbst noch einmal.
error-adding-aside = Ich musste zweimal neu anfangen, während ich „{ $name }“ hinzufügte, und habe es darum beiseitegelegt; bring es in einer anderen Form, etwa als reinen Text, oder sag es denen, die mich betreiben.
button-cancel = Abbrechen
added-title = { $deed ->
    [appended] Neues Kapitel: { $title }
    [replaced] Verbessert: { $title }
   *[added] Fertig: { $title }
}
added-summary = Kurz gesagt
added-people = Wer darin vorkommt
added-questions = Was du fragen kannst
added-several = { $count ->
    [0] Nichts wurde hinzugefügt
    [one] Eine Geschichte wurde hinzugefügt
   *[other] { $count } Geschichten wurden hinzugefügt
}
added-not = { $count ->
    [one] Eine konnte nicht hinzugefügt werden
   *[other] { $count } konnten nicht hinzugefügt werden
}
button-replace = Diese ersetzen
adding-choose = In dieser Nachricht steckt mehreres; was soll hinzugefügt werden?
placeholder-bring = Wählen, was hinzukommt
bring-all = { $count ->
    [one] Die eine Datei
   *[other] Alle { $count } Dateien
}
bring-words = Die Nachricht selbst: { $words }
removing-title = { $title } entfernen?
removing-about = Der Text, der Index und alles, was Mitglieder dazu hinterlassen haben, werden sofort und endgültig gelöscht, auch von der Festplatte; Zitate, die schon gepostet sind, bleiben stehen.
button-remove = Entfernen
removed = **{ $title }** ist entfernt, mit allem, was daraus gemacht wurde.
log-title = Was in dieser Bibliothek geschah
log-none = In dieser Bibliothek wurde noch nichts hinzugefügt oder entfernt.
log-line = { $deed ->
    [appended] { $who } hat an **{ $name }** ein Kapitel angehängt · { $size }
    [replaced] { $who } hat **{ $name }** ersetzt · { $size }
    [removed] { $who } hat **{ $name }** entfernt · { $size }
   *[added] { $who } hat **{ $name }** hinzugefügt · { $size }
}
log-somebody = Jemand
usage-stories = Belegt: { $stories } von { $most } Geschichten
usage-characters = { $characters } von { $most } Zeichen
usage-hour = in der letzten Stunde hinzugekommen: { $changes } von { $most }
usage-how = Eine hinzufügen kannst du mit `/{ command-story } { command-story-add }`, oder mit „{ menu-add-to-the-library }“ an einer Nachricht.
place-earlier = { $place }, aus einer früheren Fassung

## Whose stories direct messages read

command-library = bibliothek
command-library-description = Wähle, wessen Geschichten du in Direktnachrichten befragst.
library-of = Aus der Bibliothek von { $server }
library-own = Aus deinen eigenen Geschichten
library-how = Wähle, aus wessen Geschichten ich in Direktnachrichten antworte. Auf einem Server lese ich immer dessen eigene Bibliothek, und deine eigenen Geschichten sieht niemand außer dir.
library-nothing-shared = Gerade sind wir auf keinem gemeinsamen Server.
library-of-server = Auf einem Server lese ich dessen eigene Bibliothek, die kein anderer Server sieht. Schreib mir `/{ command-library }` als Direktnachricht, um zu wählen, wessen Geschichten ich dort lese.
library-own-count = { $count ->
    [0] noch keine
    [one] eine Geschichte
   *[other] { $count } Geschichten
}
library-own-choice = Meine eigenen Geschichten
placeholder-library = Wessen Geschichten?
direct-left = Den Server, dessen Geschichten du hier gelesen hast, teilen wir nicht mehr; von jetzt an lese ich deine eigenen. Andere wählst du mit `/{ command-library }`.
error-library-unchosen = Du hast noch keine eigenen Geschichten; wähle mit `/{ command-library }`, wessen Geschichten ich hier lese.
error-not-shared = Diesen Server teilen wir nicht; wähle eine andere Bibliothek.
error-membership-unknown = Discord sagt mir gerade nicht, welche Server wir teilen; versuch es gleich noch einmal, oder frag mich auf dem Server.

## What is stored about a member in several libraries

mine-library = { $kind ->
    [own] Deine eigene Bibliothek
   *[server] { $server }: in Direktnachrichten und überall, wo seine Geschichten gelesen werden
}
mine-own-stories = { $count ->
    [0] keine Geschichten
    [one] eine Geschichte, die sonst niemand sieht
   *[other] { $count } Geschichten, die sonst niemand sieht
}
mine-own-choice = in Direktnachrichten hast du { $kind ->
    [own] deine eigenen Geschichten
   *[server] die Bibliothek von { $server }
} gewählt
mine-orders = { $count ->
    [one] eine Sache, die du hinzufügen willst: { $names }
   *[other] { $count } Sachen, die du hinzufügen willst: { $names }
}
mine-deed = { $deed ->
    [added] du hast „{ $story }“ hinzugefügt
    [appended] du hast „{ $story }“ um ein Kapitel ergänzt
    [replaced] du hast „{ $story }“ ersetzt
   *[removed] du hast „{ $story }“ entfernt
}, { $date }
forget-own = { $count ->
    [0] „{ button-forget-all }“ löscht auch deine eigene Bibliothek.
    [one] „{ button-forget-all }“ löscht auch deine eigene Bibliothek mit ihrer einen Geschichte.
   *[other] „{ button-forget-all }“ löscht auch deine eigene Bibliothek mit ihren { $count } Geschichten.
}
forget-own-done = { $count ->
    [0] Deine eigene Bibliothek ist gelöscht.
    [one] Deine eigene Bibliothek ist mit ihrer einen Geschichte gelöscht.
   *[other] Deine eigene Bibliothek ist mit ihren { $count } Geschichten gelöscht.
}

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Settings</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>Nichts heißt so.</translation>
    </message>
    <message>
        <source>Arrows: choose and change · Enter: open · Delete: default · Esc: back</source>
        <translation>Pfeile: wählen und ändern · Enter: öffnen · Entf: Standard · Esc: zurück</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>after a restart</source>
        <translation>nach einem Neustart</translation>
    </message>
    <message>
        <source>Set by {name}</source>
        <translation>Von {name} bestimmt</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} words a minute</source>
        <translation>{n} Wörter pro Minute</translation>
    </message>
    <message>
        <source>{n} pixels</source>
        <translation>{n} Pixel</translation>
    </message>
    <message>
        <source>Horizon</source>
        <translation>Horizont</translation>
    </message>
    <message>
        <source>Set a PIN</source>
        <translation>PIN festlegen</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>PIN ändern</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>A new PIN of four to twelve digits</source>
        <translation>Eine neue PIN aus vier bis zwölf Ziffern</translation>
    </message>
    <message>
        <source>A PIN is four to twelve digits.</source>
        <translation>Eine PIN hat vier bis zwölf Ziffern.</translation>
    </message>
    <message>
        <source>The PIN, to leave the mirror</source>
        <translation>Die PIN, um den Spiegel zu verlassen</translation>
    </message>
    <message>
        <source>The PIN, to change the settings</source>
        <translation>Die PIN, um die Einstellungen zu ändern</translation>
    </message>
    <message>
        <source>The PIN, to see what was trained</source>
        <translation>Die PIN, um das Training anzusehen</translation>
    </message>
    <message>
        <source>{name}, your PIN</source>
        <translation>{name}, deine PIN</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Metric (m, cm)</source>
        <translation>Metrisch (m, cm)</translation>
    </message>
    <message>
        <source>Imperial (feet, inches)</source>
        <translation>Imperial (Fuß, Zoll)</translation>
    </message>
    <message>
        <source>Lite</source>
        <translation>Leicht</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <source>Heavy</source>
        <translation>Schwer</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>Grafikkarte</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Green blindness</source>
        <translation>Grünblindheit</translation>
    </message>
    <message>
        <source>Red blindness</source>
        <translation>Rotblindheit</translation>
    </message>
    <message>
        <source>Blue blindness</source>
        <translation>Blaublindheit</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Stand in front of me.</source>
        <translation>Stell dich vor mich.</translation>
    </message>
    <message>
        <source>Rest</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Get ready</source>
        <translation>Mach dich bereit</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Ich zähle</translation>
    </message>
    <message>
        <source>{n} % sure</source>
        <translation>{n} % sicher</translation>
    </message>
    <message>
        <source>Set {n}</source>
        <translation>Satz {n}</translation>
    </message>
    <message>
        <source>Set {n} of {all}</source>
        <translation>Satz {n} von {all}</translation>
    </message>
    <message>
        <source>Score {n}</source>
        <translation>Wertung {n}</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wertung</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>1 rep</source>
        <translation>1 Wdh.</translation>
    </message>
    <message>
        <source>{n} reps</source>
        <translation>{n} Wdh.</translation>
    </message>
    <message>
        <source>rep</source>
        <translation>Wdh.</translation>
    </message>
    <message>
        <source>reps</source>
        <translation>Wdh.</translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation>{n} links</translation>
    </message>
    <message>
        <source>{n} right</source>
        <translation>{n} rechts</translation>
    </message>
    <message>
        <source>{n} partial</source>
        <translation>{n} teilweise</translation>
    </message>
    <message>
        <source>{n} not counted</source>
        <translation>{n} nicht gezählt</translation>
    </message>
    <message>
        <source>Next: {name}</source>
        <translation>Nächstes: {name}</translation>
    </message>
    <message>
        <source>Next time</source>
        <translation>Beim nächsten Mal</translation>
    </message>
    <message>
        <source>Last set</source>
        <translation>Letzter Satz</translation>
    </message>
    <message>
        <source>Paused. Raise a hand to go on.</source>
        <translation>Pause. Heb eine Hand, um weiterzumachen.</translation>
    </message>
    <message>
        <source>Stand still.</source>
        <translation>Steh still.</translation>
    </message>
    <message>
        <source>Your session</source>
        <translation>Deine Einheit</translation>
    </message>
    <message>
        <source>No sets this time.</source>
        <translation>Diesmal keine Sätze.</translation>
    </message>
    <message>
        <source>1 set</source>
        <translation>1 Satz</translation>
    </message>
    <message>
        <source>{n} sets</source>
        <translation>{n} Sätze</translation>
    </message>
    <message>
        <source>{n} earlier sets</source>
        <translation>{n} frühere Sätze</translation>
    </message>
    <message>
        <source>{time} of movement</source>
        <translation>{time} in Bewegung</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <source>The camera gives no picture. I am looking for it.</source>
        <translation>Die Kamera gibt kein Bild. Ich suche sie.</translation>
    </message>
    <message>
        <source>{n} fps</source>
        <translation>{n} fps</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>{n} dropped</source>
        <translation>{n} verworfen</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>{camera} gone</source>
        <translation>{camera} weg</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>Film</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>The camera is off. Press Enter or touch the mirror to turn it on.</source>
        <translation>Die Kamera ist aus. Drück Enter oder berühr den Spiegel, um sie einzuschalten.</translation>
    </message>
    <message>
        <source>Your plan</source>
        <translation>Dein Plan</translation>
    </message>
    <message>
        <source>Plan: {n} of {all}</source>
        <translation>Plan: {n} von {all}</translation>
    </message>
    <message>
        <source>{n} of {all} exercises done</source>
        <translation>{n} von {all} Übungen geschafft</translation>
    </message>
    <message>
        <source>{n} under plan</source>
        <translation>{n} unter Plan</translation>
    </message>
    <message>
        <source>sound on</source>
        <translation>Ton an</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>no sound</source>
        <translation>kein Ton</translation>
    </message>
    <message>
        <source>Quick check</source>
        <translation>Schneller Check</translation>
    </message>
    <message>
        <source>Check {n} s</source>
        <translation>Check {n} s</translation>
    </message>
    <message>
        <source>{day} {n} {month}</source>
        <translation>{day}, {n}. {month}</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>What I found</source>
        <translation>Was ich gefunden habe</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} von {all}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Anfangen</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Aufhören</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Sleep</source>
        <translation>Schlafen</translation>
    </message>
    <message>
        <source>Elbows</source>
        <translation>Ellbogen</translation>
    </message>
    <message>
        <source>Shoulders</source>
        <translation>Schultern</translation>
    </message>
    <message>
        <source>Hips</source>
        <translation>Hüfte</translation>
    </message>
    <message>
        <source>Knees</source>
        <translation>Knie</translation>
    </message>
    <message>
        <source>Ankles</source>
        <translation>Knöchel</translation>
    </message>
    <message>
        <source>Body line</source>
        <translation>Körperlinie</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Thighs</source>
        <translation>Oberschenkel</translation>
    </message>
    <message>
        <source>Shins</source>
        <translation>Schienbeine</translation>
    </message>
    <message>
        <source>Upper arms</source>
        <translation>Oberarme</translation>
    </message>
    <message>
        <source>Forearms</source>
        <translation>Unterarme</translation>
    </message>
    <message>
        <source>Wrists</source>
        <translation>Handgelenke</translation>
    </message>
    <message>
        <source>Knee line</source>
        <translation>Knielinie</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>Oberkörper</translation>
    </message>
    <message>
        <source>Trunk tilt</source>
        <translation>Seitneigung</translation>
    </message>
    <message>
        <source>Twist</source>
        <translation>Drehung</translation>
    </message>
</context>
<context>
    <name>Plots</name>
    <message>
        <source>Over time</source>
        <translation>Im Zeitverlauf</translation>
    </message>
    <message>
        <source>Overlaid</source>
        <translation>Überlagert</translation>
    </message>
    <message>
        <source>The whole set from its start to its end</source>
        <translation>Der ganze Satz von Anfang bis Ende</translation>
    </message>
    <message>
        <source>All repetitions laid over each other, from 0 to 100 %</source>
        <translation>Alle Wiederholungen übereinandergelegt, von 0 bis 100 %</translation>
    </message>
    <message>
        <source>The other side&apos;s curve as well</source>
        <translation>Auch die Kurve der anderen Seite</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>Beide Seiten</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messgröße</translation>
    </message>
    <message>
        <source>Zoom in (+, or Ctrl and the wheel)</source>
        <translation>Vergrößern (+, oder Strg und das Mausrad)</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>Verkleinern (-)</translation>
    </message>
    <message>
        <source>Show all (Home)</source>
        <translation>Alles zeigen (Pos1)</translation>
    </message>
    <message>
        <source>Arrow keys: repetitions; with Shift: through time; plus, minus: zoom; Home: all.</source>
        <translation>Pfeiltasten: Wiederholungen; mit Umschalt: durch die Zeit; Plus, Minus: Zoom; Pos1: alles.</translation>
    </message>
    <message>
        <source>No set is chosen.</source>
        <translation>Kein Satz ist gewählt.</translation>
    </message>
    <message>
        <source>No landmarks were kept for this set, so there are no curves.</source>
        <translation>Von diesem Satz wurden keine Körperpunkte aufbewahrt, daher gibt es keine Kurven.</translation>
    </message>
    <message>
        <source>The camera could not see enough to measure this.</source>
        <translation>Die Kamera konnte dafür nicht genug sehen.</translation>
    </message>
    <message>
        <source>This set has no repetitions to lay over each other.</source>
        <translation>Dieser Satz hat keine Wiederholungen zum Übereinanderlegen.</translation>
    </message>
    <message>
        <source>Full repetition</source>
        <translation>Vollständige Wiederholung</translation>
    </message>
    <message>
        <source>Partial</source>
        <translation>Teilweise</translation>
    </message>
    <message>
        <source>Not counted</source>
        <translation>Nicht gezählt</translation>
    </message>
    <message>
        <source>± measurement error (1 SD)</source>
        <translation>± Messfehler (1 SD)</translation>
    </message>
    <message>
        <source>Not seen</source>
        <translation>Nicht gesehen</translation>
    </message>
    <message>
        <source>Repetition {n}</source>
        <translation>Wiederholung {n}</translation>
    </message>
    <message>
        <source>Median of the good repetitions</source>
        <translation>Median der guten Wiederholungen</translation>
    </message>
    <message>
        <source>Band: 10th to 90th percentile of the good repetitions of this set (n = {n})</source>
        <translation>Band: 10. bis 90. Perzentil der guten Wiederholungen dieses Satzes (n = {n})</translation>
    </message>
    <message>
        <source>Band: 10th to 90th percentile of this person&apos;s good repetitions (n = {n})</source>
        <translation>Band: 10. bis 90. Perzentil der guten Wiederholungen dieser Person (n = {n})</translation>
    </message>
    <message>
        <source>Band: around the demonstrator&apos;s repetition</source>
        <translation>Band: um die Wiederholung der Vorführfigur</translation>
    </message>
    <message>
        <source>Band: {of} (n = {n})</source>
        <translation>Band: {of} (n = {n})</translation>
    </message>
    <message>
        <source>No band: there are too few good repetitions.</source>
        <translation>Kein Band: Es gibt zu wenige gute Wiederholungen.</translation>
    </message>
    <message>
        <source>Repetition {n}, {kind}</source>
        <translation>Wiederholung {n}, {kind}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>nicht gesehen</translation>
    </message>
    <message>
        <source>full</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>partial</source>
        <translation>teilweise</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>nicht gezählt</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>danger</source>
        <translation>Gefahr</translation>
    </message>
    <message>
        <source>Mistake of style</source>
        <translation>Stilfehler</translation>
    </message>
    <message>
        <source>Mistake of form</source>
        <translation>Formfehler</translation>
    </message>
    <message>
        <source>Danger</source>
        <translation>Gefahr</translation>
    </message>
    <message>
        <source>No mistakes were seen in this set.</source>
        <translation>In diesem Satz wurden keine Fehler gesehen.</translation>
    </message>
    <message>
        <source>{title} ({severity}) at {time}, repetition {n}</source>
        <translation>{title} ({severity}) bei {time}, Wiederholung {n}</translation>
    </message>
    <message>
        <source>{title} ({severity}) at {time}, in no closed repetition</source>
        <translation>{title} ({severity}) bei {time}, in keiner abgeschlossenen Wiederholung</translation>
    </message>
    <message>
        <source>Arrow keys go from mistake to mistake, Enter shows its repetition.</source>
        <translation>Pfeiltasten gehen von Fehler zu Fehler, Eingabe zeigt die Wiederholung dazu.</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>Abspielen (Leertaste)</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>Vorn</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Hinten</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Oben</translation>
    </message>
    <message>
        <source>From the front; again: from the back (1)</source>
        <translation>Von vorn; nochmals: von hinten (1)</translation>
    </message>
    <message>
        <source>From the person&apos;s left; again: from the right (2)</source>
        <translation>Von links der Person; nochmals: von rechts (2)</translation>
    </message>
    <message>
        <source>From above (3)</source>
        <translation>Von oben (3)</translation>
    </message>
    <message>
        <source>from the front</source>
        <translation>von vorn</translation>
    </message>
    <message>
        <source>from the back</source>
        <translation>von hinten</translation>
    </message>
    <message>
        <source>from the left</source>
        <translation>von links</translation>
    </message>
    <message>
        <source>from the right</source>
        <translation>von rechts</translation>
    </message>
    <message>
        <source>from above</source>
        <translation>von oben</translation>
    </message>
    <message>
        <source>Perspective: near things are larger; without it angles can be judged by eye</source>
        <translation>Perspektive: Nahes ist größer; ohne sie lassen sich Winkel mit dem Auge beurteilen</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>The compared figure beside this one instead of behind it</source>
        <translation>Die Vergleichsfigur neben dieser statt dahinter</translation>
    </message>
    <message>
        <source>Trail: {name}</source>
        <translation>Spur: {name}</translation>
    </message>
    <message>
        <source>No trail</source>
        <translation>Keine Spur</translation>
    </message>
    <message>
        <source>The way of these joints in the last two seconds</source>
        <translation>Der Weg dieser Gelenke in den letzten zwei Sekunden</translation>
    </message>
    <message>
        <source>∠ {name}</source>
        <translation>∠ {name}</translation>
    </message>
    <message>
        <source>No angle</source>
        <translation>Kein Winkel</translation>
    </message>
    <message>
        <source>The angle at this joint</source>
        <translation>Der Winkel an diesem Gelenk</translation>
    </message>
    <message>
        <source>Repeat: at the end begin again; with a chosen repetition only that one is played</source>
        <translation>Wiederholen: am Ende von vorn; ist eine Wiederholung gewählt, wird nur sie gespielt</translation>
    </message>
    <message>
        <source>The colour of a joint is its score, a ring means under 70, hollow means hardly seen.</source>
        <translation>Die Farbe eines Gelenks ist seine Wertung, ein Ring heißt unter 70, hohl heißt kaum gesehen.</translation>
    </message>
    <message>
        <source>Drag to turn, Ctrl and the wheel to zoom.</source>
        <translation>Ziehen dreht, Strg und das Mausrad vergrößern.</translation>
    </message>
    <message>
        <source>No landmarks were kept for this set, so it cannot be replayed.</source>
        <translation>Von diesem Satz wurden keine Körperpunkte aufbewahrt, daher lässt er sich nicht abspielen.</translation>
    </message>
    <message>
        <source>Nobody was seen at this moment.</source>
        <translation>In diesem Moment war niemand zu sehen.</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>Moment</translation>
    </message>
    <message>
        <source>Space: play; comma, full stop: step; brackets: speed; arrows: turn; 1, 2, 3: views.</source>
        <translation>Leertaste: abspielen; Komma, Punkt: schrittweise; eckige Klammern: Tempo; Pfeiltasten: drehen; 1, 2, 3: Ansichten.</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <source>Range of motion</source>
        <translation>Bewegungsumfang</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wertung</translation>
    </message>
    <message>
        <source>Asymmetry of the range</source>
        <translation>Asymmetrie des Bewegungsumfangs</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>full repetitions a week</source>
        <translation>vollständige Wiederholungen pro Woche</translation>
    </message>
    <message>
        <source>seconds held a week</source>
        <translation>gehaltene Sekunden pro Woche</translation>
    </message>
    <message>
        <source>seconds a repetition</source>
        <translation>Sekunden pro Wiederholung</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>torso lengths</source>
        <translation>Rumpflängen</translation>
    </message>
    <message>
        <source>points of 100</source>
        <translation>Punkte von 100</translation>
    </message>
    <message>
        <source>per cent of the mean of both sides</source>
        <translation>Prozent des Mittels beider Seiten</translation>
    </message>
    <message>
        <source>↑ more is better</source>
        <translation>↑ mehr ist besser</translation>
    </message>
    <message>
        <source>↓ less is better</source>
        <translation>↓ weniger ist besser</translation>
    </message>
    <message>
        <source>neither way is better</source>
        <translation>keine Richtung ist besser</translation>
    </message>
    <message>
        <source>Improved</source>
        <translation>Verbessert</translation>
    </message>
    <message>
        <source>Worse</source>
        <translation>Schlechter</translation>
    </message>
    <message>
        <source>Changed for certain</source>
        <translation>Sicher verändert</translation>
    </message>
    <message>
        <source>No certain change</source>
        <translation>Keine sichere Veränderung</translation>
    </message>
    <message>
        <source>Too few sessions</source>
        <translation>Zu wenige Trainings</translation>
    </message>
    <message>
        <source>First value ± minimal detectable change (95 %): inside this band nothing is certain</source>
        <translation>Erster Wert ± kleinste nachweisbare Veränderung (95 %): Innerhalb dieses Bandes ist nichts sicher</translation>
    </message>
    <message>
        <source>A week with ± 1 standard error</source>
        <translation>Eine Woche mit ± 1 Standardfehler</translation>
    </message>
    <message>
        <source>Week of {date}: {value} ± {error} (n = {n})</source>
        <translation>Woche vom {date}: {value} ± {error} (n = {n})</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>There is nothing to compare over weeks yet.</source>
        <translation>Es gibt noch nichts über Wochen zu vergleichen.</translation>
    </message>
    <message>
        <source>Nothing was measured yet.</source>
        <translation>Es wurde noch nichts gemessen.</translation>
    </message>
    <message>
        <source>Elbow</source>
        <translation>Ellbogen</translation>
    </message>
    <message>
        <source>Shoulder</source>
        <translation>Schulter</translation>
    </message>
    <message>
        <source>Hip</source>
        <translation>Hüfte</translation>
    </message>
    <message>
        <source>Knee</source>
        <translation>Knie</translation>
    </message>
    <message>
        <source>Ankle</source>
        <translation>Sprunggelenk</translation>
    </message>
    <message>
        <source>Body line</source>
        <translation>Körperlinie</translation>
    </message>
    <message>
        <source>Neck</source>
        <translation>Nacken</translation>
    </message>
    <message>
        <source>Thigh from vertical</source>
        <translation>Oberschenkel zur Senkrechten</translation>
    </message>
    <message>
        <source>Shin from vertical</source>
        <translation>Unterschenkel zur Senkrechten</translation>
    </message>
    <message>
        <source>Upper arm from vertical</source>
        <translation>Oberarm zur Senkrechten</translation>
    </message>
    <message>
        <source>Forearm from vertical</source>
        <translation>Unterarm zur Senkrechten</translation>
    </message>
    <message>
        <source>Knee valgus</source>
        <translation>Knievalgus</translation>
    </message>
    <message>
        <source>Wrist over shoulder</source>
        <translation>Handgelenk über Schulter</translation>
    </message>
    <message>
        <source>Knee over hip</source>
        <translation>Knie über Hüfte</translation>
    </message>
    <message>
        <source>Elbow in front of shoulder</source>
        <translation>Ellbogen vor der Schulter</translation>
    </message>
    <message>
        <source>Knee in front of toes</source>
        <translation>Knie vor den Zehen</translation>
    </message>
    <message>
        <source>Hip over ankle</source>
        <translation>Hüfte über Sprunggelenk</translation>
    </message>
    <message>
        <source>Foot turned out</source>
        <translation>Fuß nach außen gedreht</translation>
    </message>
    <message>
        <source>Trunk from vertical</source>
        <translation>Rumpf zur Senkrechten</translation>
    </message>
    <message>
        <source>Trunk forward</source>
        <translation>Rumpf nach vorn</translation>
    </message>
    <message>
        <source>Trunk side bend</source>
        <translation>Rumpfseitneigung</translation>
    </message>
    <message>
        <source>Trunk rotation</source>
        <translation>Rumpfdrehung</translation>
    </message>
    <message>
        <source>Stance width</source>
        <translation>Standbreite</translation>
    </message>
    <message>
        <source>Stance split</source>
        <translation>Schrittlänge</translation>
    </message>
    <message>
        <source>Hand width</source>
        <translation>Griffbreite</translation>
    </message>
    <message>
        <source>Elbow width</source>
        <translation>Ellbogenabstand</translation>
    </message>
    <message>
        <source>Hip sag</source>
        <translation>Durchhängen der Hüfte</translation>
    </message>
    <message>
        <source>Left shoulder over right</source>
        <translation>Linke Schulter über rechter</translation>
    </message>
    <message>
        <source>Knees apart less ankles</source>
        <translation>Knieabstand minus Knöchelabstand</translation>
    </message>
    <message>
        <source>Front knee in front of toes</source>
        <translation>Vorderes Knie vor den Zehen</translation>
    </message>
    <message>
        <source>More bent knee</source>
        <translation>Stärker gebeugtes Knie</translation>
    </message>
    <message>
        <source>More bent hip</source>
        <translation>Stärker gebeugte Hüfte</translation>
    </message>
    <message>
        <source>More open shoulder</source>
        <translation>Weiter geöffnete Schulter</translation>
    </message>
    <message>
        <source>Arm and leg of one side</source>
        <translation>Arm und Bein einer Seite</translation>
    </message>
    <message>
        <source>Knee of the lifted leg</source>
        <translation>Knie des gehobenen Beins</translation>
    </message>
    <message>
        <source>Elbows before hip</source>
        <translation>Ellbogen vor Hüfte</translation>
    </message>
    <message>
        <source>Hands apart, front to back</source>
        <translation>Hände versetzt, vorn zu hinten</translation>
    </message>
    <message>
        <source>Hands in front of feet</source>
        <translation>Hände vor den Füßen</translation>
    </message>
    <message>
        <source>Hands aside</source>
        <translation>Hände seitlich</translation>
    </message>
    <message>
        <source>{name}, {side}</source>
        <translation>{name}, {side}</translation>
    </message>
    <message>
        <source>Wrist</source>
        <translation>Handgelenk</translation>
    </message>
    <message>
        <source>Toes</source>
        <translation>Zehen</translation>
    </message>
</context>
</TS>

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
</TS>

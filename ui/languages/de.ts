<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Plots</name>
    <message>
        <location filename="../review/plots/texts.py" line="7"/>
        <source>Over time</source>
        <translation>Im Zeitverlauf</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="8"/>
        <source>Overlaid</source>
        <translation>Überlagert</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="9"/>
        <source>The whole set from its start to its end</source>
        <translation>Der ganze Satz von Anfang bis Ende</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="10"/>
        <source>All repetitions laid over each other, from 0 to 100 %</source>
        <translation>Alle Wiederholungen übereinandergelegt, von 0 bis 100 %</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="11"/>
        <source>The other side&apos;s curve as well</source>
        <translation>Auch die Kurve der anderen Seite</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="12"/>
        <source>Both sides</source>
        <translation>Beide Seiten</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="13"/>
        <source>Measure</source>
        <translation>Messgröße</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="14"/>
        <source>Zoom in (+, or Ctrl and the wheel)</source>
        <translation>Vergrößern (+, oder Strg und das Mausrad)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="15"/>
        <source>Zoom out (-)</source>
        <translation>Verkleinern (-)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="16"/>
        <source>Show all (Home)</source>
        <translation>Alles zeigen (Pos1)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="17"/>
        <source>Arrow keys: repetitions; with Shift: through time; plus, minus: zoom; Home: all.</source>
        <translation>Pfeiltasten: Wiederholungen; mit Umschalt: durch die Zeit; Plus, Minus: Zoom; Pos1: alles.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="18"/>
        <source>No set is chosen.</source>
        <translation>Kein Satz ist gewählt.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="19"/>
        <source>No landmarks were kept for this set, so there are no curves.</source>
        <translation>Von diesem Satz wurden keine Körperpunkte aufbewahrt, daher gibt es keine Kurven.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="20"/>
        <source>The camera could not see enough to measure this.</source>
        <translation>Die Kamera konnte dafür nicht genug sehen.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="21"/>
        <source>This set has no repetitions to lay over each other.</source>
        <translation>Dieser Satz hat keine Wiederholungen zum Übereinanderlegen.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="23"/>
        <source>Full repetition</source>
        <translation>Vollständige Wiederholung</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="24"/>
        <source>Partial</source>
        <translation>Teilweise</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="26"/>
        <source>± measurement error (1 SD)</source>
        <translation>± Messfehler (1 SD)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="27"/>
        <source>Not seen</source>
        <translation>Nicht gesehen</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="28"/>
        <source>Repetition {n}</source>
        <translation>Wiederholung {n}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="29"/>
        <source>Median of the good repetitions</source>
        <translation>Median der guten Wiederholungen</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="30"/>
        <source>Band: 10th to 90th percentile of the good repetitions of this set (n = {n})</source>
        <translation>Band: 10. bis 90. Perzentil der guten Wiederholungen dieses Satzes (n = {n})</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="31"/>
        <source>Band: 10th to 90th percentile of this person&apos;s good repetitions (n = {n})</source>
        <translation>Band: 10. bis 90. Perzentil der guten Wiederholungen dieser Person (n = {n})</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="32"/>
        <source>Band: around the demonstrator&apos;s repetition</source>
        <translation>Band: um die Wiederholung der Vorführfigur</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="33"/>
        <source>Band: {of} (n = {n})</source>
        <translation>Band: {of} (n = {n})</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="34"/>
        <source>No band: there are too few good repetitions.</source>
        <translation>Kein Band: Es gibt zu wenige gute Wiederholungen.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="36"/>
        <source>Repetition {n}, {kind}</source>
        <translation>Wiederholung {n}, {kind}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="37"/>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="38"/>
        <source>not seen</source>
        <translation>nicht gesehen</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="39"/>
        <source>full</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="40"/>
        <source>partial</source>
        <translation>teilweise</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="42"/>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="43"/>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="45"/>
        <source>style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="46"/>
        <source>form</source>
        <translation>Form</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="47"/>
        <source>danger</source>
        <translation>Gefahr</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="48"/>
        <source>Mistake of style</source>
        <translation>Stilfehler</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="49"/>
        <source>Mistake of form</source>
        <translation>Formfehler</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="50"/>
        <source>Danger</source>
        <translation>Gefahr</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="51"/>
        <source>No mistakes were seen in this set.</source>
        <translation>In diesem Satz wurden keine Fehler gesehen.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="52"/>
        <source>{title} ({severity}) at {time}, repetition {n}</source>
        <translation>{title} ({severity}) bei {time}, Wiederholung {n}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="53"/>
        <source>{title} ({severity}) at {time}, in no closed repetition</source>
        <translation>{title} ({severity}) bei {time}, in keiner abgeschlossenen Wiederholung</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="56"/>
        <source>Play (Space)</source>
        <translation>Abspielen (Leertaste)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="57"/>
        <source>Pause (Space)</source>
        <translation>Anhalten (Leertaste)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="58"/>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="59"/>
        <source>Front</source>
        <translation>Vorn</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="60"/>
        <source>Back</source>
        <translation>Hinten</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="61"/>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="62"/>
        <source>Top</source>
        <translation>Oben</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="63"/>
        <source>From the front; again: from the back (1)</source>
        <translation>Von vorn; nochmals: von hinten (1)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="64"/>
        <source>From the person&apos;s left; again: from the right (2)</source>
        <translation>Von links der Person; nochmals: von rechts (2)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="65"/>
        <source>From above (3)</source>
        <translation>Von oben (3)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="66"/>
        <source>from the front</source>
        <translation>von vorn</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="67"/>
        <source>from the back</source>
        <translation>von hinten</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="68"/>
        <source>from the left</source>
        <translation>von links</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="69"/>
        <source>from the right</source>
        <translation>von rechts</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="70"/>
        <source>from above</source>
        <translation>von oben</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="71"/>
        <source>Perspective: near things are larger; without it angles can be judged by eye</source>
        <translation>Perspektive: Nahes ist größer; ohne sie lassen sich Winkel mit dem Auge beurteilen</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="72"/>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="73"/>
        <source>The compared figure beside this one instead of behind it</source>
        <translation>Die Vergleichsfigur neben dieser statt dahinter</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="74"/>
        <source>Trail: {name}</source>
        <translation>Spur: {name}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="75"/>
        <source>No trail</source>
        <translation>Keine Spur</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="76"/>
        <source>The way of these joints in the last two seconds</source>
        <translation>Der Weg dieser Gelenke in den letzten zwei Sekunden</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="77"/>
        <source>∠ {name}</source>
        <translation>∠ {name}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="78"/>
        <source>No angle</source>
        <translation>Kein Winkel</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="79"/>
        <source>The angle at this joint</source>
        <translation>Der Winkel an diesem Gelenk</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="80"/>
        <source>Repeat: at the end begin again; with a chosen repetition only that one is played</source>
        <translation>Wiederholen: am Ende von vorn; ist eine Wiederholung gewählt, wird nur sie gespielt</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="81"/>
        <source>The colour of a joint is its score, a ring means under 70, hollow means hardly seen.</source>
        <translation>Die Farbe eines Gelenks ist seine Wertung, ein Ring heißt unter 70, hohl heißt kaum gesehen.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="82"/>
        <source>Drag to turn, Ctrl and the wheel to zoom.</source>
        <translation>Ziehen dreht, Strg und das Mausrad vergrößern.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="83"/>
        <source>No landmarks were kept for this set, so it cannot be replayed.</source>
        <translation>Von diesem Satz wurden keine Körperpunkte aufbewahrt, daher lässt er sich nicht abspielen.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="84"/>
        <source>Nobody was seen at this moment.</source>
        <translation>In diesem Moment war niemand zu sehen.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="85"/>
        <source>Moment</source>
        <translation>Moment</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="86"/>
        <source>Space: play; comma, full stop: step; brackets: speed; arrows: turn; 1, 2, 3: views.</source>
        <translation>Leertaste: abspielen; Komma, Punkt: schrittweise; eckige Klammern: Tempo; Pfeiltasten: drehen; 1, 2, 3: Ansichten.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="88"/>
        <source>Volume</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="89"/>
        <source>Range of motion</source>
        <translation>Bewegungsumfang</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="90"/>
        <source>Score</source>
        <translation>Wertung</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="91"/>
        <source>Asymmetry of the range</source>
        <translation>Asymmetrie des Bewegungsumfangs</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="92"/>
        <source>Tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="93"/>
        <source>full repetitions a week</source>
        <translation>vollständige Wiederholungen pro Woche</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="94"/>
        <source>seconds held a week</source>
        <translation>gehaltene Sekunden pro Woche</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="95"/>
        <source>seconds a repetition</source>
        <translation>Sekunden pro Wiederholung</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="96"/>
        <source>degrees</source>
        <translation>Grad</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="97"/>
        <source>torso lengths</source>
        <translation>Rumpflängen</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="98"/>
        <source>points of 100</source>
        <translation>Punkte von 100</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="99"/>
        <source>per cent of the mean of both sides</source>
        <translation>Prozent des Mittels beider Seiten</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="100"/>
        <source>↑ more is better</source>
        <translation>↑ mehr ist besser</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="101"/>
        <source>↓ less is better</source>
        <translation>↓ weniger ist besser</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="102"/>
        <source>neither way is better</source>
        <translation>keine Richtung ist besser</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="103"/>
        <source>Improved</source>
        <translation>Verbessert</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="104"/>
        <source>Worse</source>
        <translation>Schlechter</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="105"/>
        <source>Changed for certain</source>
        <translation>Sicher verändert</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="106"/>
        <source>No certain change</source>
        <translation>Keine sichere Veränderung</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="107"/>
        <source>Too few sessions</source>
        <translation>Zu wenige Trainings</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="108"/>
        <source>First value ± minimal detectable change (95 %): inside this band nothing is certain</source>
        <translation>Erster Wert ± kleinste nachweisbare Veränderung (95 %): Innerhalb dieses Bandes ist nichts sicher</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="109"/>
        <source>A week with ± 1 standard error</source>
        <translation>Eine Woche mit ± 1 Standardfehler</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="110"/>
        <source>Week of {date}: {value} ± {error} (n = {n})</source>
        <translation>Woche vom {date}: {value} ± {error} (n = {n})</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="111"/>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="112"/>
        <source>d MMMM yyyy</source>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="113"/>
        <source>There is nothing to compare over weeks yet.</source>
        <translation>Es gibt noch nichts über Wochen zu vergleichen.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="114"/>
        <source>Nothing was measured yet.</source>
        <translation>Es wurde noch nichts gemessen.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="117"/>
        <source>Elbow</source>
        <translation>Ellbogen</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="118"/>
        <source>Shoulder</source>
        <translation>Schulter</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="119"/>
        <source>Hip</source>
        <translation>Hüfte</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="120"/>
        <source>Knee</source>
        <translation>Knie</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="121"/>
        <source>Ankle</source>
        <translation>Sprunggelenk</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="122"/>
        <source>Body line</source>
        <translation>Körperlinie</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="123"/>
        <source>Neck</source>
        <translation>Nacken</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="124"/>
        <source>Thigh from vertical</source>
        <translation>Oberschenkel zur Senkrechten</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="125"/>
        <source>Shin from vertical</source>
        <translation>Unterschenkel zur Senkrechten</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="126"/>
        <source>Upper arm from vertical</source>
        <translation>Oberarm zur Senkrechten</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="127"/>
        <source>Forearm from vertical</source>
        <translation>Unterarm zur Senkrechten</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="128"/>
        <source>Knee valgus</source>
        <translation>Knievalgus</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="129"/>
        <source>Wrist over shoulder</source>
        <translation>Handgelenk über Schulter</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="130"/>
        <source>Knee over hip</source>
        <translation>Knie über Hüfte</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="131"/>
        <source>Elbow in front of shoulder</source>
        <translation>Ellbogen vor der Schulter</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="132"/>
        <source>Knee in front of toes</source>
        <translation>Knie vor den Zehen</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="133"/>
        <source>Hip over ankle</source>
        <translation>Hüfte über Sprunggelenk</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="134"/>
        <source>Foot turned out</source>
        <translation>Fuß nach außen gedreht</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="135"/>
        <source>Trunk from vertical</source>
        <translation>Rumpf zur Senkrechten</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="136"/>
        <source>Trunk forward</source>
        <translation>Rumpf nach vorn</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="137"/>
        <source>Trunk side bend</source>
        <translation>Rumpfseitneigung</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="138"/>
        <source>Trunk rotation</source>
        <translation>Rumpfdrehung</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="139"/>
        <source>Stance width</source>
        <translation>Standbreite</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="140"/>
        <source>Stance split</source>
        <translation>Schrittlänge</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="141"/>
        <source>Hand width</source>
        <translation>Griffbreite</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="142"/>
        <source>Elbow width</source>
        <translation>Ellbogenabstand</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="143"/>
        <source>Hip sag</source>
        <translation>Durchhängen der Hüfte</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="144"/>
        <source>Left shoulder over right</source>
        <translation>Linke Schulter über rechter</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="145"/>
        <source>Knees apart less ankles</source>
        <translation>Knieabstand minus Knöchelabstand</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="146"/>
        <source>Front knee in front of toes</source>
        <translation>Vorderes Knie vor den Zehen</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="147"/>
        <source>More bent knee</source>
        <translation>Stärker gebeugtes Knie</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="148"/>
        <source>More bent hip</source>
        <translation>Stärker gebeugte Hüfte</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="149"/>
        <source>More open shoulder</source>
        <translation>Weiter geöffnete Schulter</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="150"/>
        <source>Arm and leg of one side</source>
        <translation>Arm und Bein einer Seite</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="151"/>
        <source>Knee of the lifted leg</source>
        <translation>Knie des gehobenen Beins</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="152"/>
        <source>Elbows before hip</source>
        <translation>Ellbogen vor Hüfte</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="153"/>
        <source>Hands apart, front to back</source>
        <translation>Hände versetzt, vorn zu hinten</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="154"/>
        <source>Hands in front of feet</source>
        <translation>Hände vor den Füßen</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="155"/>
        <source>Hands aside</source>
        <translation>Hände seitlich</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="158"/>
        <source>{name}, {side}</source>
        <translation>{name}, {side}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="161"/>
        <source>Wrist</source>
        <translation>Handgelenk</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="162"/>
        <source>Toes</source>
        <translation>Zehen</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>Arrow keys: mistakes; Enter: its repetition; plus, minus: zoom; Home: all.</source>
        <translation>Pfeiltasten: Fehler; Eingabe: die Wiederholung dazu; Plus, Minus: Zoom; Pos1: alles.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>How far one camera may be wrong: about two of three true values lie in this band.</source>
        <translation>Wie weit sich eine einzelne Kamera irren kann: Etwa zwei von drei wahren Werten liegen in diesem Band.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>Half of the good repetitions run above it, half below.</source>
        <translation>Die Hälfte der guten Wiederholungen liegt darüber, die Hälfte darunter.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>Eight of ten good repetitions run inside this band.</source>
        <translation>Acht von zehn guten Wiederholungen verlaufen in diesem Band.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>The smallest change that is more than chance and the error of measuring, in 95 of 100 cases.</source>
        <translation>Die kleinste Änderung, die in 95 von 100 Fällen mehr ist als Zufall und Messfehler.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>How far the week&apos;s mean may be off by chance.</source>
        <translation>Wie weit der Mittelwert der Woche durch Zufall daneben liegen kann.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>Rejected</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>rejected</source>
        <translation>verworfen</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <location filename="../review/sureness.py" line="22"/>
        <source>Filmed along the body: depth is a guess here.</source>
        <translation>Längs zum Körper gefilmt: die Tiefe ist hier geschätzt.</translation>
    </message>
    <message>
        <location filename="../review/sureness.py" line="12"/>
        <source>the view could not tell</source>
        <translation>aus dieser Sicht nicht zu erkennen</translation>
    </message>
    <message>
        <location filename="../review/sureness.py" line="13"/>
        <source>hidden or out of the picture</source>
        <translation>verdeckt oder nicht im Bild</translation>
    </message>
    <message>
        <location filename="../review/sureness.py" line="14"/>
        <source>Seen from a good view</source>
        <translation>Aus guter Sicht gesehen</translation>
    </message>
    <message>
        <location filename="../review/sureness.py" line="15"/>
        <source>Seen from a fair view: not everything can be told well from there</source>
        <translation>Aus mäßiger Sicht gesehen: von dort ist nicht alles gut zu erkennen</translation>
    </message>
    <message>
        <location filename="../review/sureness.py" line="16"/>
        <source>Seen from a poor view: the scores are much less sure</source>
        <translation>Aus schlechter Sicht gesehen: die Wertungen sind viel unsicherer</translation>
    </message>
    <message>
        <location filename="../review/sureness.py" line="17"/>
        <source>± {n} points, one standard deviation</source>
        <translation>± {n} Punkte, eine Standardabweichung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="13"/>
        <source>Review</source>
        <translation>Rückschau</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="14"/>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="15"/>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="16"/>
        <source>Nobody in particular</source>
        <translation>Niemand Bestimmtes</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="17"/>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="18"/>
        <source>The month before</source>
        <translation>Der Monat davor</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="19"/>
        <source>The month after</source>
        <translation>Der Monat danach</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="20"/>
        <source>Sessions of the day</source>
        <translation>Sitzungen des Tages</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="21"/>
        <source>1 session</source>
        <translation>1 Sitzung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="22"/>
        <source>{n} sessions</source>
        <translation>{n} Sitzungen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="23"/>
        <source>no session</source>
        <translation>keine Sitzung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="24"/>
        <source>{sessions}, {minutes} min in sets, {repetitions} repetitions</source>
        <translation>{sessions}, {minutes} min in Sätzen, {repetitions} Wiederholungen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="25"/>
        <source>No session yet</source>
        <translation>Noch keine Sitzung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="26"/>
        <source>{n} sessions, the last on {when}</source>
        <translation>{n} Sitzungen, die letzte am {when}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="27"/>
        <source>nothing recognised</source>
        <translation>nichts erkannt</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="28"/>
        <source>{n} repetitions</source>
        <translation>{n} Wiederholungen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="29"/>
        <source>{n} s held</source>
        <translation>{n} s gehalten</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="30"/>
        <source>cut off</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="31"/>
        <source>{sets} sets, {minutes} min in sets, {notes} notes</source>
        <translation>{sets} Sätze, {minutes} min in Sätzen, {notes} Notizen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="32"/>
        <source>The page</source>
        <translation>Die Seite</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="33"/>
        <source>Not recognised</source>
        <translation>Nicht erkannt</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="34"/>
        <source>Whose training shall it be?</source>
        <translation>Wessen Training soll es sein?</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="35"/>
        <source>Choose a person on the left, then a day and a session. F1 shows the keys.</source>
        <translation>Wähl links eine Person, dann einen Tag und eine Sitzung. F1 zeigt die Tasten.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="36"/>
        <source>There is no session yet</source>
        <translation>Es gibt noch keine Sitzung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="37"/>
        <source>What a mirror records here appears by itself. File: import what another mirror exported, or open another log.</source>
        <translation>Was ein Spiegel hier aufzeichnet, erscheint von selbst. Datei: einlesen, was ein anderer Spiegel ausgab, oder ein anderes Protokoll öffnen.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="40"/>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="41"/>
        <source>Minutes in sets</source>
        <translation>Minuten in Sätzen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="42"/>
        <source>Repetitions</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="43"/>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="44"/>
        <source>Score</source>
        <translation>Wertung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="45"/>
        <source>The last four weeks</source>
        <translation>Die letzten vier Wochen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="46"/>
        <source>No session in the last four weeks</source>
        <translation>Keine Sitzung in den letzten vier Wochen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="47"/>
        <source>Progress</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="48"/>
        <source>Exercises of the year</source>
        <translation>Übungen des Jahres</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="49"/>
        <source>Last</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="50"/>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="51"/>
        <source>Plans</source>
        <translation>Pläne</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="52"/>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="53"/>
        <source>Notes on this person</source>
        <translation>Notizen zu dieser Person</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="54"/>
        <source>Notes on this session</source>
        <translation>Notizen zu dieser Sitzung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="55"/>
        <source>Notes on this set</source>
        <translation>Notizen zu diesem Satz</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="56"/>
        <source>Notes on repetition {n}</source>
        <translation>Notizen zu Wiederholung {n}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="57"/>
        <source>Notes on this repetition</source>
        <translation>Notizen zu dieser Wiederholung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="58"/>
        <source>Nothing to compare yet</source>
        <translation>Noch nichts zu vergleichen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="59"/>
        <source>Trends over weeks appear when this person has trained an exercise in more than one session.</source>
        <translation>Verläufe über Wochen erscheinen, wenn diese Person eine Übung in mehr als einer Sitzung gemacht hat.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="62"/>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="63"/>
        <source>New note</source>
        <translation>Neue Notiz</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="64"/>
        <source>Rewrite</source>
        <translation>Neu fassen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="65"/>
        <source>Withdraw</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="66"/>
        <source>withdrawn</source>
        <translation>zurückgezogen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="67"/>
        <source>Show what was withdrawn</source>
        <translation>Zurückgezogenes zeigen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="68"/>
        <source>No note yet. Ctrl+N writes one.</source>
        <translation>Noch keine Notiz. Strg+N schreibt eine.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="69"/>
        <source>Ctrl+Enter keeps it, Esc does not.</source>
        <translation>Strg+Enter behält sie, Esc nicht.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="70"/>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="71"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="72"/>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="73"/>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="74"/>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="75"/>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="76"/>
        <source>Delete</source>
        <translation>Entf</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="77"/>
        <source>writing a note</source>
        <translation>Notiz schreiben</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="78"/>
        <source>rewriting a note</source>
        <translation>Notiz neu fassen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="79"/>
        <source>withdrawing a note</source>
        <translation>Notiz zurückziehen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="80"/>
        <source>setting a plan</source>
        <translation>Plan aufstellen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="81"/>
        <source>changing a plan</source>
        <translation>Plan ändern</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="82"/>
        <source>withdrawing a plan</source>
        <translation>Plan zurückziehen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="83"/>
        <source>judging it as {kind}</source>
        <translation>Urteil: {kind}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="84"/>
        <source>judging mistakes</source>
        <translation>Fehler beurteilen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="85"/>
        <source>Set</source>
        <translation>Satz</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="86"/>
        <source>Sets</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="87"/>
        <source>Sets of the session</source>
        <translation>Sätze der Sitzung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="88"/>
        <source>Exercise</source>
        <translation>Übung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="89"/>
        <source>Began</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="90"/>
        <source>Lasted</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="91"/>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="92"/>
        <source>Partial</source>
        <translation>Teilweise</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="93"/>
        <source>Rejected</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="94"/>
        <source>Mistakes</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="95"/>
        <source>Reviewed</source>
        <translation>Durchgesehen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="96"/>
        <source>{n} judged</source>
        <translation>{n} beurteilt</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="97"/>
        <source>{n} noted</source>
        <translation>{n} notiert</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="98"/>
        <source>At</source>
        <translation>Bei</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="99"/>
        <source>Sentence</source>
        <translation>Satz, der gesagt wurde</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="100"/>
        <source>Said to them</source>
        <translation>Gesagtes</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="101"/>
        <source>No set in this session</source>
        <translation>Kein Satz in dieser Sitzung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="102"/>
        <source>The mirror was awake, but nobody did two repetitions of anything.</source>
        <translation>Der Spiegel war wach, aber niemand machte zwei Wiederholungen von etwas.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="103"/>
        <source>The mirror stopped before the session ended; what was done until then is here</source>
        <translation>Der Spiegel hielt an, bevor die Sitzung endete; was bis dahin getan wurde, ist hier</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="104"/>
        <source>{start} to {end}, {minutes} min</source>
        <translation>{start} bis {end}, {minutes} min</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="105"/>
        <source>by the plan {title}</source>
        <translation>nach dem Plan {title}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="106"/>
        <source>seen by {source}, version {version}</source>
        <translation>gesehen von {source}, Version {version}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="107"/>
        <source>1 verdict of a reviewer holds</source>
        <translation>1 Urteil einer Fachperson gilt</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="108"/>
        <source>{n} verdicts of a reviewer hold</source>
        <translation>{n} Urteile einer Fachperson gelten</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="109"/>
        <source>Repetitions of the set</source>
        <translation>Wiederholungen des Satzes</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="110"/>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="111"/>
        <source>What holds after the review; in brackets what the machine counted</source>
        <translation>Was nach der Durchsicht gilt; in Klammern, was die Maschine zählte</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="112"/>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="113"/>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="114"/>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="115"/>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="116"/>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="117"/>
        <source>{kind} (machine: {machine})</source>
        <translation>{kind} (Maschine: {machine})</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="118"/>
        <source>{who}: {reason}</source>
        <translation>{who}: {reason}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="119"/>
        <source>Owner</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="120"/>
        <source>✓ confirmed by a reviewer, + added by a reviewer, in brackets: not there, says a reviewer</source>
        <translation>✓ von einer Fachperson bestätigt, + ergänzt, in Klammern: laut Fachperson nicht da</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="123"/>
        <source>Judge a repetition</source>
        <translation>Eine Wiederholung beurteilen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="124"/>
        <source>Judge…</source>
        <translation>Beurteilen…</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="125"/>
        <source>Your verdict stands beside the machine&apos;s and is shown with it. Nothing is overwritten.</source>
        <translation>Dein Urteil steht neben dem der Maschine und wird mit ihm gezeigt. Nichts wird überschrieben.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="128"/>
        <source>as the machine: {said}</source>
        <translation>wie die Maschine: {said}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="129"/>
        <source>Why (kept with the verdict)</source>
        <translation>Warum (wird mit dem Urteil behalten)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="130"/>
        <source>Set {n} · {exercise}</source>
        <translation>Satz {n} · {exercise}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="131"/>
        <source>{full} full, {partial} partial, {rejected} rejected</source>
        <translation>{full} voll, {partial} teilweise, {rejected} verworfen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="132"/>
        <source>{full} full ({was_full}), {partial} partial ({was_partial}), {rejected} rejected ({was_rejected})</source>
        <translation>{full} voll ({was_full}), {partial} teilweise ({was_partial}), {rejected} verworfen ({was_rejected})</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="135"/>
        <source>Held for {n} s. A hold has no repetitions.</source>
        <translation>{n} s gehalten. Eine Haltung hat keine Wiederholungen.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="136"/>
        <source>No repetition was closed in this set.</source>
        <translation>In diesem Satz wurde keine Wiederholung abgeschlossen.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="137"/>
        <source>Repetition</source>
        <translation>Wiederholung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="138"/>
        <source>Repetition {n}</source>
        <translation>Wiederholung {n}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="139"/>
        <source>The whole set</source>
        <translation>Der ganze Satz</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="140"/>
        <source>Machine: {said}</source>
        <translation>Maschine: {said}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="141"/>
        <source>{who}: {said}</source>
        <translation>{who}: {said}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="142"/>
        <source>score {n}</source>
        <translation>Wertung {n}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="143"/>
        <source>no score from this view</source>
        <translation>keine Wertung aus dieser Sicht</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="144"/>
        <source>No mistake seen</source>
        <translation>Kein Fehler gesehen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="145"/>
        <source>• {mistake}</source>
        <translation>• {mistake}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="146"/>
        <source>• {mistake}, confirmed</source>
        <translation>• {mistake}, bestätigt</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="147"/>
        <source>• {mistake}, added by a reviewer</source>
        <translation>• {mistake}, von einer Fachperson ergänzt</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="148"/>
        <source>• {mistake}: not there, says a reviewer</source>
        <translation>• {mistake}: laut Fachperson nicht da</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="149"/>
        <source>No landmarks were kept of this set</source>
        <translation>Von diesem Satz wurden keine Landmarken behalten</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="150"/>
        <source>Curves and the replay need them. The ledger above is whole without them.</source>
        <translation>Kurven und Wiedergabe brauchen sie. Die Liste darüber ist ohne sie vollständig.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="151"/>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="152"/>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="153"/>
        <source>the demonstrator</source>
        <translation>dem Vorführer</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="154"/>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="155"/>
        <source>Comment</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="156"/>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="157"/>
        <source>until</source>
        <translation>bis</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="158"/>
        <source>until withdrawn</source>
        <translation>bis zum Zurückziehen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="159"/>
        <source>Exercises of the plan</source>
        <translation>Übungen des Plans</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="160"/>
        <source>New plan</source>
        <translation>Neuer Plan</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="161"/>
        <source>Change the plan</source>
        <translation>Plan ändern</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="162"/>
        <source>Set the plan</source>
        <translation>Plan aufstellen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="163"/>
        <source>As: knee, weeks 1 to 4</source>
        <translation>Etwa: Knie, Woche 1 bis 4</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="164"/>
        <source>For whoever reviews it next</source>
        <translation>Für den, der ihn als Nächstes durchsieht</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="165"/>
        <source>Add an exercise</source>
        <translation>Übung hinzufügen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="166"/>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="167"/>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="168"/>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="169"/>
        <source>A week of it</source>
        <translation>Eine Woche davon</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="170"/>
        <source>Range</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="171"/>
        <source>aim at</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="172"/>
        <source>{share} % of the full range: {measure} {value}</source>
        <translation>{share} % des vollen Umfangs: {measure} {value}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="173"/>
        <source>Rest</source>
        <translation>Pause</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="174"/>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="175"/>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="176"/>
        <source>Dose</source>
        <translation>Menge</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="177"/>
        <source>every day</source>
        <translation>jeden Tag</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="178"/>
        <source>No plan yet. Ctrl+P sets one, and the mirror leads through it.</source>
        <translation>Noch kein Plan. Strg+P stellt einen auf, und der Spiegel führt hindurch.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="179"/>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="180"/>
        <source>to come</source>
        <translation>kommt noch</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="181"/>
        <source>over</source>
        <translation>vorbei</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="182"/>
        <source>leads</source>
        <translation>gilt</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="183"/>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="184"/>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="185"/>
        <source>What people trained is shown to who reviews them, and to themselves. Every look is written down.</source>
        <translation>Was trainiert wurde, sehen die Fachpersonen und die Trainierenden selbst. Jeder Blick wird aufgeschrieben.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="188"/>
        <source>Nobody can sign in here yet. Add a reviewer first: mirror reviewers add NAME</source>
        <translation>Hier kann sich noch niemand anmelden. Zuerst eine Fachperson hinzufügen: mirror reviewers add NAME</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="189"/>
        <source>{name}, my own sessions</source>
        <translation>{name}, meine eigenen Sitzungen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="190"/>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="191"/>
        <source>What this is not</source>
        <translation>Was dies nicht ist</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="192"/>
        <source>Who looked</source>
        <translation>Wer hat hineingesehen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="193"/>
        <source>Who viewed, changed or exported what. Lines are only ever added. Who was erased stands here by a number that leads nowhere.</source>
        <translation>Wer was ansah, änderte oder ausgab. Zeilen kommen nur hinzu. Wer gelöscht wurde, steht hier mit einer Nummer, die nirgendwohin führt.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="197"/>
        <source>As</source>
        <translation>Als</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="198"/>
        <source>Did</source>
        <translation>Tat</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="199"/>
        <source>Whose</source>
        <translation>Wessen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="200"/>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="201"/>
        <source>Detail</source>
        <translation>Näheres</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="202"/>
        <source>{n} lines, none changed or missing</source>
        <translation>{n} Zeilen, keine geändert, keine fehlt</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="203"/>
        <source>{n} lines.</source>
        <translation>{n} Zeilen.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="204"/>
        <source>Angles are estimates from one camera, each with its own uncertainty. What the view cannot tell has no number.</source>
        <translation>Winkel sind Schätzungen aus einer Kamera, jede mit ihrer Unsicherheit. Was die Sicht nicht hergibt, hat keine Zahl.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="210"/>
        <source>Scores compare a movement with how it is commonly taught, not with what is right for this person.</source>
        <translation>Wertungen vergleichen eine Bewegung mit dem, was üblich gelehrt wird, nicht mit dem, was für diese Person richtig ist.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="213"/>
        <source>Nothing here watches over anybody: it raises no alarm, and what it does not say means nothing.</source>
        <translation>Nichts hier wacht über jemanden: es schlägt keinen Alarm, und was es nicht sagt, bedeutet nichts.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="216"/>
        <source>search for a person</source>
        <translation>eine Person suchen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="217"/>
        <source>people, calendar, sessions of the day, page</source>
        <translation>Personen, Kalender, Sitzungen des Tages, Seite</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="218"/>
        <source>in the calendar: days, weeks, months, today</source>
        <translation>im Kalender: Tage, Wochen, Monate, heute</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="219"/>
        <source>open what is chosen; in the ledger: judge</source>
        <translation>Gewähltes öffnen; in der Liste: beurteilen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="220"/>
        <source>one level up</source>
        <translation>eine Ebene höher</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="221"/>
        <source>the set before or after</source>
        <translation>der Satz davor oder danach</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="222"/>
        <source>the repetition before or after</source>
        <translation>die Wiederholung davor oder danach</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="223"/>
        <source>in the ledger: judge the repetition (anywhere on a set: Ctrl+J)</source>
        <translation>in der Liste: die Wiederholung beurteilen (überall im Satz: Strg+J)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="224"/>
        <source>in the ledger: judge it as full, partial, rejected, or as the machine</source>
        <translation>in der Liste: als voll, teilweise, verworfen oder wie die Maschine beurteilen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="225"/>
        <source>a note on what is shown</source>
        <translation>eine Notiz zu dem, was gezeigt wird</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="226"/>
        <source>a plan for the person</source>
        <translation>ein Plan für die Person</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="227"/>
        <source>undo, redo</source>
        <translation>rückgängig, wiederherstellen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="228"/>
        <source>read the log again (it is looked at every half minute)</source>
        <translation>das Protokoll neu lesen (alle halbe Minute wird nachgesehen)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="229"/>
        <source>open another log, import, export</source>
        <translation>ein anderes Protokoll öffnen, einlesen, ausgeben</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="230"/>
        <source>lock (where one signs in; also after ten idle minutes)</source>
        <translation>sperren (wo man sich anmeldet; auch nach zehn Minuten ohne Eingabe)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="237"/>
        <source>this list</source>
        <translation>diese Liste</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="238"/>
        <source>Export</source>
        <translation>Ausgeben</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="239"/>
        <source>Export…</source>
        <translation>Ausgeben…</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="240"/>
        <source>Import</source>
        <translation>Einlesen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="241"/>
        <source>Import…</source>
        <translation>Einlesen…</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="242"/>
        <source>This session</source>
        <translation>Diese Sitzung</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="243"/>
        <source>All sessions of {name}</source>
        <translation>Alle Sitzungen von {name}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="244"/>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="245"/>
        <source>without names and notes</source>
        <translation>ohne Namen und Notizen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="246"/>
        <source>What leaves the log is no longer protected by it. The export is written down.</source>
        <translation>Was das Protokoll verlässt, wird von ihm nicht mehr geschützt. Die Ausgabe wird aufgeschrieben.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="247"/>
        <source>Written: {file}</source>
        <translation>Geschrieben: {file}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="248"/>
        <source>{n} files written into {folder}</source>
        <translation>{n} Dateien nach {folder} geschrieben</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="249"/>
        <source>{added} added, {replaced} replaced by longer ones, {skipped} here already</source>
        <translation>{added} neu, {replaced} durch längere ersetzt, {skipped} schon hier</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="250"/>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="251"/>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="252"/>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="253"/>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="254"/>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="255"/>
        <source>Open a log…</source>
        <translation>Ein Protokoll öffnen…</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="256"/>
        <source>Open a clinic&apos;s database…</source>
        <translation>Die Datenbank einer Praxis öffnen…</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="257"/>
        <source>Address, as postgresql://user@host/mirror</source>
        <translation>Adresse, etwa postgresql://user@host/mirror</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="258"/>
        <source>Session logs (*.db);;All files (*)</source>
        <translation>Protokolle (*.db);;Alle Dateien (*)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="259"/>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="260"/>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="261"/>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="262"/>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="263"/>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="264"/>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="265"/>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="266"/>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="267"/>
        <source>Search for a person</source>
        <translation>Eine Person suchen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="268"/>
        <source>One level up</source>
        <translation>Eine Ebene höher</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="269"/>
        <source>The set before</source>
        <translation>Der Satz davor</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="270"/>
        <source>The set after</source>
        <translation>Der Satz danach</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="271"/>
        <source>The repetition before</source>
        <translation>Die Wiederholung davor</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="272"/>
        <source>The repetition after</source>
        <translation>Die Wiederholung danach</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="273"/>
        <source>seen</source>
        <translation>gesehen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="274"/>
        <source>not seen</source>
        <translation>nicht gesehen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="277"/>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="278"/>
        <source>partial</source>
        <translation>teilweise</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="279"/>
        <source>rejected</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="280"/>
        <source>as the machine</source>
        <translation>wie die Maschine</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="285"/>
        <source>it is there</source>
        <translation>ist da</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="286"/>
        <source>it is not there</source>
        <translation>ist nicht da</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="291"/>
        <source>reviewer</source>
        <translation>Fachperson</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="292"/>
        <source>own sessions</source>
        <translation>eigene Sitzungen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="293"/>
        <source>Owner of this machine</source>
        <translation>Eigentümer dieses Geräts</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="298"/>
        <source>signed in</source>
        <translation>meldete sich an</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="299"/>
        <source>was refused</source>
        <translation>wurde abgewiesen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="300"/>
        <source>viewed</source>
        <translation>sah an</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="301"/>
        <source>changed</source>
        <translation>änderte</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="302"/>
        <source>exported</source>
        <translation>gab aus</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="303"/>
        <source>imported</source>
        <translation>las ein</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="304"/>
        <source>erased</source>
        <translation>löschte</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="305"/>
        <source>encrypted</source>
        <translation>verschlüsselte</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="306"/>
        <source>decrypted</source>
        <translation>entschlüsselte</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="311"/>
        <source>PDF, a report to file</source>
        <translation>PDF, ein Bericht für die Akte</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="312"/>
        <source>CSV, for a spreadsheet</source>
        <translation>CSV, für eine Tabelle</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="313"/>
        <source>JSON, to be imported elsewhere</source>
        <translation>JSON, um es anderswo einzulesen</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="314"/>
        <source>FHIR R4, for a health record</source>
        <translation>FHIR R4, für eine Patientenakte</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="315"/>
        <source>TRC, for OpenSim (a file a set)</source>
        <translation>TRC, für OpenSim (eine Datei je Satz)</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>&quot;Improved&quot; is said only where a change is larger than what the measurement itself wanders between sessions.</source>
        <translation>„Verbessert“ heißt es nur, wo eine Änderung größer ist als das, was die Messung selbst zwischen Sitzungen schwankt.</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>depth {n} %</source>
        <translation>Tiefe {n} %</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>0 to 100: how close it came to the movement as it is commonly taught</source>
        <translation>0 bis 100: wie nah es der Bewegung kam, wie sie gewöhnlich gelehrt wird</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>How far the movement went, in per cent of the exercise&apos;s full range</source>
        <translation>Wie weit die Bewegung ging, in Prozent des vollen Umfangs der Übung</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>Full, partial or rejected: as the machine says, or a reviewer instead</source>
        <translation>Voll, teilweise oder verworfen: wie die Maschine sagt, oder stattdessen eine Fachperson</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>The score of this joint, 0 to 100</source>
        <translation>Die Wertung dieses Gelenks, 0 bis 100</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>in the curves: the repetition before or after, through time, nearer or further, all of it</source>
        <translation>in den Kurven: die Wiederholung davor oder danach, durch die Zeit, näher oder weiter, alles</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>in the mistakes: from one to the next, to its repetition; nearer, further, all of it</source>
        <translation>in den Fehlern: von einem zum nächsten, zu seiner Wiederholung; näher, weiter, alles</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>in the replay: play or pause, step, slower or faster</source>
        <translation>in der Wiedergabe: abspielen oder anhalten, schrittweise, langsamer oder schneller</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>in the replay: from the front, the side, above; turn; nearer or further; as at first</source>
        <translation>in der Wiedergabe: von vorn, von der Seite, von oben; drehen; näher oder weiter; wie zu Beginn</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>the log</source>
        <translation>das Protokoll</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>person</source>
        <translation>Person</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>set</source>
        <translation>Satz</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>repetition</source>
        <translation>Wiederholung</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>← ↑ → ↓, Page Up, Page Down, Home</source>
        <translation>← ↑ → ↓, Bild auf, Bild ab, Pos1</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>Ctrl+Page Up, Ctrl+Page Down</source>
        <translation>Strg+Bild auf, Strg+Bild ab</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>← →, Shift+← →, +, −, Home</source>
        <translation>← →, Umschalt+← →, +, −, Pos1</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>← →, Enter, +, −, Home</source>
        <translation>← →, Eingabe, +, −, Pos1</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>Space, comma, full stop, [ ]</source>
        <translation>Leertaste, Komma, Punkt, [ ]</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>1, 2, 3, ← ↑ → ↓, +, −, Home</source>
        <translation>1, 2, 3, ← ↑ → ↓, +, −, Pos1</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>Ctrl+Z, Ctrl+Shift+Z</source>
        <translation>Strg+Z, Strg+Umschalt+Z</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>Ctrl+{key}</source>
        <translation>Strg+{key}</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <location filename="../settings/texts.py" line="16"/>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="17"/>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="18"/>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="19"/>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="20"/>
        <source>Nothing is called so.</source>
        <translation>Nichts heißt so.</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="21"/>
        <source>Arrows: choose and change · Enter: open · Delete: default · Esc: back</source>
        <translation>Pfeile: wählen und ändern · Enter: öffnen · Entf: Standard · Esc: zurück</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="22"/>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="23"/>
        <source>after a restart</source>
        <translation>nach einem Neustart</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="24"/>
        <source>Set by {name}</source>
        <translation>Von {name} bestimmt</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="25"/>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="26"/>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="27"/>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="28"/>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="29"/>
        <source>{n} words a minute</source>
        <translation>{n} Wörter pro Minute</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="30"/>
        <source>{n} pixels</source>
        <translation>{n} Pixel</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="31"/>
        <source>Horizon</source>
        <translation>Horizont</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="32"/>
        <source>Set a PIN</source>
        <translation>PIN festlegen</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="33"/>
        <source>Change the PIN</source>
        <translation>PIN ändern</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="34"/>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="35"/>
        <source>A new PIN of four to twelve digits</source>
        <translation>Eine neue PIN aus vier bis zwölf Ziffern</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="36"/>
        <source>A PIN is four to twelve digits.</source>
        <translation>Eine PIN hat vier bis zwölf Ziffern.</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="37"/>
        <source>The PIN, to leave the mirror</source>
        <translation>Die PIN, um den Spiegel zu verlassen</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="38"/>
        <source>The PIN, to change the settings</source>
        <translation>Die PIN, um die Einstellungen zu ändern</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="39"/>
        <source>The PIN, to see what was trained</source>
        <translation>Die PIN, um das Training anzusehen</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="40"/>
        <source>{name}, your PIN</source>
        <translation>{name}, deine PIN</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="41"/>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="42"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="48"/>
        <source>Metric (m, cm)</source>
        <translation>Metrisch (m, cm)</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="49"/>
        <source>Imperial (feet, inches)</source>
        <translation>Imperial (Fuß, Zoll)</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="53"/>
        <source>Lite</source>
        <translation>Leicht</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="54"/>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="55"/>
        <source>Heavy</source>
        <translation>Schwer</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="56"/>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="57"/>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="58"/>
        <source>Graphics card</source>
        <translation>Grafikkarte</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="61"/>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="62"/>
        <source>Green blindness</source>
        <translation>Grünblindheit</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="63"/>
        <source>Red blindness</source>
        <translation>Rotblindheit</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="64"/>
        <source>Blue blindness</source>
        <translation>Blaublindheit</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <location filename="../stage/wording.py" line="16"/>
        <source>Stand in front of me.</source>
        <translation>Stell dich vor mich.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="17"/>
        <source>Rest</source>
        <translation>Pause</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="18"/>
        <source>Get ready</source>
        <translation>Mach dich bereit</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="19"/>
        <source>Counting</source>
        <translation>Ich zähle</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="20"/>
        <source>{n} % sure</source>
        <translation>{n} % sicher</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="21"/>
        <source>Set {n}</source>
        <translation>Satz {n}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="22"/>
        <source>Set {n} of {all}</source>
        <translation>Satz {n} von {all}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="23"/>
        <source>Score {n}</source>
        <translation>Wertung {n}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="24"/>
        <source>Score</source>
        <translation>Wertung</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="25"/>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="26"/>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="27"/>
        <source>1 rep</source>
        <translation>1 Wdh.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="28"/>
        <source>{n} reps</source>
        <translation>{n} Wdh.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="29"/>
        <source>rep</source>
        <translation>Wdh.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="30"/>
        <source>reps</source>
        <translation>Wdh.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="31"/>
        <source>{n} left</source>
        <translation>{n} links</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="32"/>
        <source>{n} right</source>
        <translation>{n} rechts</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="33"/>
        <source>{n} partial</source>
        <translation>{n} teilweise</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="34"/>
        <source>{n} not counted</source>
        <translation>{n} nicht gezählt</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="35"/>
        <source>Next: {name}</source>
        <translation>Nächstes: {name}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="36"/>
        <source>Next time</source>
        <translation>Beim nächsten Mal</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="37"/>
        <source>Last set</source>
        <translation>Letzter Satz</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="38"/>
        <source>Paused. Raise a hand to go on.</source>
        <translation>Pause. Heb eine Hand, um weiterzumachen.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="39"/>
        <source>Stand still.</source>
        <translation>Steh still.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="40"/>
        <source>Your session</source>
        <translation>Deine Einheit</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="41"/>
        <source>No sets this time.</source>
        <translation>Diesmal keine Sätze.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="42"/>
        <source>1 set</source>
        <translation>1 Satz</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="43"/>
        <source>{n} sets</source>
        <translation>{n} Sätze</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="44"/>
        <source>{n} earlier sets</source>
        <translation>{n} frühere Sätze</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="45"/>
        <source>{time} of movement</source>
        <translation>{time} in Bewegung</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="46"/>
        <source>Range</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="47"/>
        <source>The camera gives no picture. I am looking for it.</source>
        <translation>Die Kamera gibt kein Bild. Ich suche sie.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="48"/>
        <source>{n} fps</source>
        <translation>{n} fps</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="49"/>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="50"/>
        <source>{n} dropped</source>
        <translation>{n} verworfen</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="51"/>
        <source>camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="52"/>
        <source>{camera} gone</source>
        <translation>{camera} weg</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="53"/>
        <source>Film</source>
        <translation>Film</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="54"/>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="55"/>
        <source>The camera is off. Press Enter or touch the mirror to turn it on.</source>
        <translation>Die Kamera ist aus. Drück Enter oder berühr den Spiegel, um sie einzuschalten.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="64"/>
        <source>Your plan</source>
        <translation>Dein Plan</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="65"/>
        <source>Plan: {n} of {all}</source>
        <translation>Plan: {n} von {all}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="66"/>
        <source>{n} of {all} exercises done</source>
        <translation>{n} von {all} Übungen geschafft</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="67"/>
        <source>{n} under plan</source>
        <translation>{n} unter Plan</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="56"/>
        <source>sound on</source>
        <translation>Ton an</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="57"/>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="58"/>
        <source>no sound</source>
        <translation>kein Ton</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="59"/>
        <source>Quick check</source>
        <translation>Schneller Check</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="60"/>
        <source>Check {n} s</source>
        <translation>Check {n} s</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="61"/>
        <source>{day} {n} {month}</source>
        <translation>{day}, {n}. {month}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="62"/>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="63"/>
        <source>What I found</source>
        <translation>Was ich gefunden habe</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="68"/>
        <source>{n} of {all}</source>
        <translation>{n} von {all}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="73"/>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="74"/>
        <source>Begin</source>
        <translation>Anfangen</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="75"/>
        <location filename="../stage/wording.py" line="88"/>
        <source>Leave</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="71"/>
        <location filename="../stage/wording.py" line="78"/>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="79"/>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="80"/>
        <source>Finish</source>
        <translation>Aufhören</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="83"/>
        <source>Again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="84"/>
        <source>Sleep</source>
        <translation>Schlafen</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="92"/>
        <source>Elbows</source>
        <translation>Ellbogen</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="93"/>
        <source>Shoulders</source>
        <translation>Schultern</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="94"/>
        <source>Hips</source>
        <translation>Hüfte</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="95"/>
        <source>Knees</source>
        <translation>Knie</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="96"/>
        <source>Ankles</source>
        <translation>Knöchel</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="97"/>
        <source>Body line</source>
        <translation>Körperlinie</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="98"/>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="99"/>
        <source>Thighs</source>
        <translation>Oberschenkel</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="100"/>
        <source>Shins</source>
        <translation>Schienbeine</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="101"/>
        <source>Upper arms</source>
        <translation>Oberarme</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="102"/>
        <source>Forearms</source>
        <translation>Unterarme</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="103"/>
        <source>Wrists</source>
        <translation>Handgelenke</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="104"/>
        <source>Knee line</source>
        <translation>Knielinie</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="105"/>
        <location filename="../stage/wording.py" line="106"/>
        <source>Trunk</source>
        <translation>Oberkörper</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="107"/>
        <source>Trunk tilt</source>
        <translation>Seitneigung</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="108"/>
        <source>Twist</source>
        <translation>Drehung</translation>
    </message>
</context>
</TS>

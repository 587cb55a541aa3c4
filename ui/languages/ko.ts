<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko">
<context>
    <name>Plots</name>
    <message>
        <location filename="../review/plots/texts.py" line="7"/>
        <source>Over time</source>
        <translation>시간순</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="8"/>
        <source>Overlaid</source>
        <translation>겹쳐 보기</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="9"/>
        <source>The whole set from its start to its end</source>
        <translation>세트 전체를 처음부터 끝까지</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="10"/>
        <source>All repetitions laid over each other, from 0 to 100 %</source>
        <translation>모든 반복을 0~100%로 겹쳐서</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="11"/>
        <source>The other side&apos;s curve as well</source>
        <translation>반대쪽 곡선도 함께</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="12"/>
        <source>Both sides</source>
        <translation>양쪽</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="13"/>
        <source>Measure</source>
        <translation>측정 항목</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="14"/>
        <source>Zoom in (+, or Ctrl and the wheel)</source>
        <translation>확대 (+, 또는 Ctrl과 휠)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="15"/>
        <source>Zoom out (-)</source>
        <translation>축소 (-)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="16"/>
        <source>Show all (Home)</source>
        <translation>전체 보기 (Home)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="17"/>
        <source>Arrow keys: repetitions; with Shift: through time; plus, minus: zoom; Home: all.</source>
        <translation>화살표: 반복 선택, Shift와 함께: 시간 이동, +와 -: 확대와 축소, Home: 전체.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="18"/>
        <source>No set is chosen.</source>
        <translation>선택된 세트가 없어요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="19"/>
        <source>No landmarks were kept for this set, so there are no curves.</source>
        <translation>이 세트는 신체 지점이 저장되지 않아 곡선이 없어요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="20"/>
        <source>The camera could not see enough to measure this.</source>
        <translation>카메라에 충분히 보이지 않아 측정하지 못했어요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="21"/>
        <source>This set has no repetitions to lay over each other.</source>
        <translation>이 세트에는 겹쳐 볼 반복이 없어요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="23"/>
        <source>Full repetition</source>
        <translation>완전한 반복</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="24"/>
        <source>Partial</source>
        <translation>부분</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="26"/>
        <source>± measurement error (1 SD)</source>
        <translation>± 측정 오차 (1 SD)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="27"/>
        <source>Not seen</source>
        <translation>보이지 않음</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="28"/>
        <source>Repetition {n}</source>
        <translation>반복 {n}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="29"/>
        <source>Median of the good repetitions</source>
        <translation>좋은 반복의 중앙값</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="30"/>
        <source>Band: 10th to 90th percentile of the good repetitions of this set (n = {n})</source>
        <translation>띠: 이 세트의 좋은 반복의 10~90 백분위수 (n = {n})</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="31"/>
        <source>Band: 10th to 90th percentile of this person&apos;s good repetitions (n = {n})</source>
        <translation>띠: 이 사람의 좋은 반복의 10~90 백분위수 (n = {n})</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="32"/>
        <source>Band: around the demonstrator&apos;s repetition</source>
        <translation>띠: 시범 동작의 주변</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="33"/>
        <source>Band: {of} (n = {n})</source>
        <translation>띠: {of} (n = {n})</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="34"/>
        <source>No band: there are too few good repetitions.</source>
        <translation>띠 없음: 좋은 반복이 너무 적어요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="36"/>
        <source>Repetition {n}, {kind}</source>
        <translation>반복 {n}, {kind}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="37"/>
        <source>{low} to {high}</source>
        <translation>{low}~{high}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="38"/>
        <source>not seen</source>
        <translation>보이지 않음</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="39"/>
        <source>full</source>
        <translation>완전</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="40"/>
        <source>partial</source>
        <translation>부분</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="42"/>
        <source>left</source>
        <translation>왼쪽</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="43"/>
        <source>right</source>
        <translation>오른쪽</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="45"/>
        <source>style</source>
        <translation>스타일</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="46"/>
        <source>form</source>
        <translation>자세</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="47"/>
        <source>danger</source>
        <translation>위험</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="48"/>
        <source>Mistake of style</source>
        <translation>스타일 실수</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="49"/>
        <source>Mistake of form</source>
        <translation>자세 실수</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="50"/>
        <source>Danger</source>
        <translation>위험</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="51"/>
        <source>No mistakes were seen in this set.</source>
        <translation>이 세트에서는 실수가 보이지 않았어요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="52"/>
        <source>{title} ({severity}) at {time}, repetition {n}</source>
        <translation>{title} ({severity}), {time}, 반복 {n}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="53"/>
        <source>{title} ({severity}) at {time}, in no closed repetition</source>
        <translation>{title} ({severity}), {time}, 끝난 반복에 속하지 않음</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="56"/>
        <source>Play (Space)</source>
        <translation>재생 (스페이스)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="57"/>
        <source>Pause (Space)</source>
        <translation>일시정지 (스페이스)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="58"/>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="59"/>
        <source>Front</source>
        <translation>앞</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="60"/>
        <source>Back</source>
        <translation>뒤</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="61"/>
        <source>Side</source>
        <translation>옆</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="62"/>
        <source>Top</source>
        <translation>위</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="63"/>
        <source>From the front; again: from the back (1)</source>
        <translation>앞에서, 다시 누르면 뒤에서 (1)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="64"/>
        <source>From the person&apos;s left; again: from the right (2)</source>
        <translation>사람의 왼쪽에서, 다시 누르면 오른쪽에서 (2)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="65"/>
        <source>From above (3)</source>
        <translation>위에서 (3)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="66"/>
        <source>from the front</source>
        <translation>앞에서</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="67"/>
        <source>from the back</source>
        <translation>뒤에서</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="68"/>
        <source>from the left</source>
        <translation>왼쪽에서</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="69"/>
        <source>from the right</source>
        <translation>오른쪽에서</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="70"/>
        <source>from above</source>
        <translation>위에서</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="71"/>
        <source>Perspective: near things are larger; without it angles can be judged by eye</source>
        <translation>원근: 가까운 것이 더 크게 보여요. 끄면 각도를 눈으로 판단할 수 있어요</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="72"/>
        <source>Side by side</source>
        <translation>나란히</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="73"/>
        <source>The compared figure beside this one instead of behind it</source>
        <translation>비교하는 모습을 뒤가 아니라 옆에</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="74"/>
        <source>Trail: {name}</source>
        <translation>자취: {name}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="75"/>
        <source>No trail</source>
        <translation>자취 없음</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="76"/>
        <source>The way of these joints in the last two seconds</source>
        <translation>지난 2초 동안 이 관절이 지나온 길</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="77"/>
        <source>∠ {name}</source>
        <translation>각도: {name}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="78"/>
        <source>No angle</source>
        <translation>각도 없음</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="79"/>
        <source>The angle at this joint</source>
        <translation>이 관절의 각도</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="80"/>
        <source>Repeat: at the end begin again; with a chosen repetition only that one is played</source>
        <translation>반복 재생: 끝나면 처음부터, 선택한 반복이 있으면 그것만 재생해요</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="81"/>
        <source>The colour of a joint is its score, a ring means under 70, hollow means hardly seen.</source>
        <translation>관절의 색은 점수, 고리는 70점 미만, 빈 원은 거의 보이지 않음을 뜻해요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="82"/>
        <source>Drag to turn, Ctrl and the wheel to zoom.</source>
        <translation>끌어서 돌리고, Ctrl과 휠로 확대해요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="83"/>
        <source>No landmarks were kept for this set, so it cannot be replayed.</source>
        <translation>이 세트는 신체 지점이 저장되지 않아 다시 볼 수 없어요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="84"/>
        <source>Nobody was seen at this moment.</source>
        <translation>이 순간에는 아무도 보이지 않았어요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="85"/>
        <source>Moment</source>
        <translation>순간</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="86"/>
        <source>Space: play; comma, full stop: step; brackets: speed; arrows: turn; 1, 2, 3: views.</source>
        <translation>스페이스: 재생, 쉼표와 마침표: 한 단계, 대괄호: 속도, 화살표: 회전, 1, 2, 3: 시점.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="88"/>
        <source>Volume</source>
        <translation>운동량</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="89"/>
        <source>Range of motion</source>
        <translation>가동 범위</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="90"/>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="91"/>
        <source>Asymmetry of the range</source>
        <translation>가동 범위의 비대칭</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="92"/>
        <source>Tempo</source>
        <translation>템포</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="93"/>
        <source>full repetitions a week</source>
        <translation>주당 완전한 반복</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="94"/>
        <source>seconds held a week</source>
        <translation>주당 버틴 시간(초)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="95"/>
        <source>seconds a repetition</source>
        <translation>반복당 시간(초)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="96"/>
        <source>degrees</source>
        <translation>도</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="97"/>
        <source>torso lengths</source>
        <translation>몸통 길이</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="98"/>
        <source>points of 100</source>
        <translation>100점 만점</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="99"/>
        <source>per cent of the mean of both sides</source>
        <translation>양쪽 평균에 대한 비율(%)</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="100"/>
        <source>↑ more is better</source>
        <translation>↑ 높을수록 좋음</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="101"/>
        <source>↓ less is better</source>
        <translation>↓ 낮을수록 좋음</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="102"/>
        <source>neither way is better</source>
        <translation>어느 쪽도 더 낫지 않음</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="103"/>
        <source>Improved</source>
        <translation>나아짐</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="104"/>
        <source>Worse</source>
        <translation>나빠짐</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="105"/>
        <source>Changed for certain</source>
        <translation>확실히 달라짐</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="106"/>
        <source>No certain change</source>
        <translation>확실한 변화 없음</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="107"/>
        <source>Too few sessions</source>
        <translation>기록이 너무 적음</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="108"/>
        <source>First value ± minimal detectable change (95 %): inside this band nothing is certain</source>
        <translation>첫 값 ± 최소 감지 변화량 (95 %): 이 띠 안에서는 아무것도 확실하지 않아요</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="109"/>
        <source>A week with ± 1 standard error</source>
        <translation>한 주의 값 ± 표준 오차 1</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="110"/>
        <source>Week of {date}: {value} ± {error} (n = {n})</source>
        <translation>{date} 주: {value} ± {error} (n = {n})</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="111"/>
        <source>d MMM</source>
        <translation>M월 d일</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="112"/>
        <source>d MMMM yyyy</source>
        <translation>yyyy년 M월 d일</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="113"/>
        <source>There is nothing to compare over weeks yet.</source>
        <translation>아직 여러 주를 비교할 것이 없어요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="114"/>
        <source>Nothing was measured yet.</source>
        <translation>아직 측정된 것이 없어요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="117"/>
        <source>Elbow</source>
        <translation>팔꿈치</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="118"/>
        <source>Shoulder</source>
        <translation>어깨</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="119"/>
        <source>Hip</source>
        <translation>엉덩관절</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="120"/>
        <source>Knee</source>
        <translation>무릎</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="121"/>
        <source>Ankle</source>
        <translation>발목</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="122"/>
        <source>Body line</source>
        <translation>몸의 선</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="123"/>
        <source>Neck</source>
        <translation>목</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="124"/>
        <source>Thigh from vertical</source>
        <translation>허벅지와 수직선</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="125"/>
        <source>Shin from vertical</source>
        <translation>정강이와 수직선</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="126"/>
        <source>Upper arm from vertical</source>
        <translation>위팔과 수직선</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="127"/>
        <source>Forearm from vertical</source>
        <translation>아래팔과 수직선</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="128"/>
        <source>Knee valgus</source>
        <translation>무릎 외반</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="129"/>
        <source>Wrist over shoulder</source>
        <translation>어깨 위 손목 높이</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="130"/>
        <source>Knee over hip</source>
        <translation>엉덩관절 위 무릎 높이</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="131"/>
        <source>Elbow in front of shoulder</source>
        <translation>어깨 앞 팔꿈치</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="132"/>
        <source>Knee in front of toes</source>
        <translation>발끝 앞 무릎</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="133"/>
        <source>Hip over ankle</source>
        <translation>발목 위 엉덩관절 높이</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="134"/>
        <source>Foot turned out</source>
        <translation>발끝 벌림</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="135"/>
        <source>Trunk from vertical</source>
        <translation>몸통과 수직선</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="136"/>
        <source>Trunk forward</source>
        <translation>몸통 앞기울기</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="137"/>
        <source>Trunk side bend</source>
        <translation>몸통 옆기울기</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="138"/>
        <source>Trunk rotation</source>
        <translation>몸통 회전</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="139"/>
        <source>Stance width</source>
        <translation>발 너비</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="140"/>
        <source>Stance split</source>
        <translation>앞뒤 발 간격</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="141"/>
        <source>Hand width</source>
        <translation>손 너비</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="142"/>
        <source>Elbow width</source>
        <translation>팔꿈치 너비</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="143"/>
        <source>Hip sag</source>
        <translation>엉덩이 처짐</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="144"/>
        <source>Left shoulder over right</source>
        <translation>오른쪽 위 왼쪽 어깨</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="145"/>
        <source>Knees apart less ankles</source>
        <translation>무릎 간격 빼기 발목 간격</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="146"/>
        <source>Front knee in front of toes</source>
        <translation>앞다리 무릎과 발끝</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="147"/>
        <source>More bent knee</source>
        <translation>더 굽힌 무릎</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="148"/>
        <source>More bent hip</source>
        <translation>더 굽힌 엉덩관절</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="149"/>
        <source>More open shoulder</source>
        <translation>더 벌린 어깨</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="150"/>
        <source>Arm and leg of one side</source>
        <translation>같은 쪽 팔과 다리</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="151"/>
        <source>Knee of the lifted leg</source>
        <translation>든 다리의 무릎</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="152"/>
        <source>Elbows before hip</source>
        <translation>엉덩이보다 먼저 굽는 팔꿈치</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="153"/>
        <source>Hands apart, front to back</source>
        <translation>앞뒤 손 간격</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="154"/>
        <source>Hands in front of feet</source>
        <translation>발 앞 손</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="155"/>
        <source>Hands aside</source>
        <translation>옆으로 뻗은 손</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="158"/>
        <source>{name}, {side}</source>
        <translation>{name}, {side}</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="161"/>
        <source>Wrist</source>
        <translation>손목</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py" line="162"/>
        <source>Toes</source>
        <translation>발끝</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>Curves</source>
        <translation>곡선</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>Replay</source>
        <translation>다시 보기</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>Arrow keys: mistakes; Enter: its repetition; plus, minus: zoom; Home: all.</source>
        <translation>화살표: 실수, Enter: 해당 반복, 더하기와 빼기: 확대와 축소, Home: 전체.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>How far one camera may be wrong: about two of three true values lie in this band.</source>
        <translation>카메라 한 대가 틀릴 수 있는 정도: 실제 값 셋 중 약 둘이 이 띠 안에 있어요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>Half of the good repetitions run above it, half below.</source>
        <translation>좋은 반복의 절반은 이 선 위, 절반은 아래에 있어요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>Eight of ten good repetitions run inside this band.</source>
        <translation>좋은 반복 열 번 중 여덟 번이 이 띠 안을 지나요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>The smallest change that is more than chance and the error of measuring, in 95 of 100 cases.</source>
        <translation>100번 중 95번에서 우연과 측정 오차보다 큰, 가장 작은 변화예요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>How far the week&apos;s mean may be off by chance.</source>
        <translation>한 주의 평균이 우연히 벗어날 수 있는 정도예요.</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>Rejected</source>
        <translation>제외</translation>
    </message>
    <message>
        <location filename="../review/plots/texts.py"/>
        <source>rejected</source>
        <translation>제외</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <location filename="../review/sureness.py" line="22"/>
        <source>Filmed along the body: depth is a guess here.</source>
        <translation>몸과 나란한 방향에서 촬영되어 여기서 깊이는 추정입니다.</translation>
    </message>
    <message>
        <location filename="../review/sureness.py" line="12"/>
        <source>the view could not tell</source>
        <translation>이 시점에서는 알 수 없음</translation>
    </message>
    <message>
        <location filename="../review/sureness.py" line="13"/>
        <source>hidden or out of the picture</source>
        <translation>가려졌거나 화면 밖에 있음</translation>
    </message>
    <message>
        <location filename="../review/sureness.py" line="14"/>
        <source>Seen from a good view</source>
        <translation>좋은 시점에서 보았습니다</translation>
    </message>
    <message>
        <location filename="../review/sureness.py" line="15"/>
        <source>Seen from a fair view: not everything can be told well from there</source>
        <translation>보통 시점에서 보았습니다: 거기서는 모든 것을 잘 알 수 없습니다</translation>
    </message>
    <message>
        <location filename="../review/sureness.py" line="16"/>
        <source>Seen from a poor view: the scores are much less sure</source>
        <translation>나쁜 시점에서 보았습니다: 점수가 훨씬 덜 확실합니다</translation>
    </message>
    <message>
        <location filename="../review/sureness.py" line="17"/>
        <source>± {n} points, one standard deviation</source>
        <translation>±{n}점, 표준편차 1배</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="13"/>
        <source>Review</source>
        <translation>돌아보기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="14"/>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="15"/>
        <source>People</source>
        <translation>사람</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="16"/>
        <source>Nobody in particular</source>
        <translation>특정되지 않은 사람</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="17"/>
        <source>Calendar</source>
        <translation>달력</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="18"/>
        <source>The month before</source>
        <translation>이전 달</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="19"/>
        <source>The month after</source>
        <translation>다음 달</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="20"/>
        <source>Sessions of the day</source>
        <translation>그날의 세션</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="21"/>
        <source>1 session</source>
        <translation>세션 1개</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="22"/>
        <source>{n} sessions</source>
        <translation>세션 {n}개</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="23"/>
        <source>no session</source>
        <translation>세션 없음</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="24"/>
        <source>{sessions}, {minutes} min in sets, {repetitions} repetitions</source>
        <translation>{sessions}, 세트 {minutes}분, {repetitions}회 반복</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="25"/>
        <source>No session yet</source>
        <translation>아직 세션이 없어요</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="26"/>
        <source>{n} sessions, the last on {when}</source>
        <translation>세션 {n}개, 마지막 {when}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="27"/>
        <source>nothing recognised</source>
        <translation>인식된 것 없음</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="28"/>
        <source>{n} repetitions</source>
        <translation>{n}회 반복</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="29"/>
        <source>{n} s held</source>
        <translation>{n}초 유지</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="30"/>
        <source>cut off</source>
        <translation>중단됨</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="31"/>
        <source>{sets} sets, {minutes} min in sets, {notes} notes</source>
        <translation>세트 {sets}개, 세트 {minutes}분, 메모 {notes}개</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="32"/>
        <source>The page</source>
        <translation>페이지</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="33"/>
        <source>Not recognised</source>
        <translation>인식되지 않음</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="34"/>
        <source>Whose training shall it be?</source>
        <translation>누구의 운동을 볼까요?</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="35"/>
        <source>Choose a person on the left, then a day and a session. F1 shows the keys.</source>
        <translation>왼쪽에서 사람을 고른 다음 날짜와 세션을 고르세요. F1을 누르면 단축키가 나와요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="36"/>
        <source>There is no session yet</source>
        <translation>아직 세션이 없어요</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="37"/>
        <source>What a mirror records here appears by itself. File: import what another mirror exported, or open another log.</source>
        <translation>이 기기의 거울이 기록한 것은 저절로 나타나요. 파일 메뉴에서 다른 거울이 내보낸 것을 가져오거나 다른 기록을 열 수 있어요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="40"/>
        <source>Sessions</source>
        <translation>세션</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="41"/>
        <source>Minutes in sets</source>
        <translation>세트 시간(분)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="42"/>
        <source>Repetitions</source>
        <translation>반복</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="43"/>
        <source>Held</source>
        <translation>유지</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="44"/>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="45"/>
        <source>The last four weeks</source>
        <translation>최근 4주</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="46"/>
        <source>No session in the last four weeks</source>
        <translation>최근 4주 동안 세션이 없어요</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="47"/>
        <source>Progress</source>
        <translation>변화</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="48"/>
        <source>Exercises of the year</source>
        <translation>올해의 운동</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="49"/>
        <source>Last</source>
        <translation>마지막</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="50"/>
        <source>Plan</source>
        <translation>계획</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="51"/>
        <source>Plans</source>
        <translation>계획</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="52"/>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="53"/>
        <source>Notes on this person</source>
        <translation>이 사람에 대한 메모</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="54"/>
        <source>Notes on this session</source>
        <translation>이 세션에 대한 메모</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="55"/>
        <source>Notes on this set</source>
        <translation>이 세트에 대한 메모</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="56"/>
        <source>Notes on repetition {n}</source>
        <translation>반복 {n}에 대한 메모</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="57"/>
        <source>Notes on this repetition</source>
        <translation>이 반복에 대한 메모</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="58"/>
        <source>Nothing to compare yet</source>
        <translation>아직 비교할 것이 없어요</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="59"/>
        <source>Trends over weeks appear when this person has trained an exercise in more than one session.</source>
        <translation>이 사람이 한 운동을 두 번 이상의 세션에서 하면 주별 변화가 나타나요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="62"/>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="63"/>
        <source>New note</source>
        <translation>새 메모</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="64"/>
        <source>Rewrite</source>
        <translation>고쳐 쓰기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="65"/>
        <source>Withdraw</source>
        <translation>거두기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="66"/>
        <source>withdrawn</source>
        <translation>거둠</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="67"/>
        <source>Show what was withdrawn</source>
        <translation>거둔 것 보기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="68"/>
        <source>No note yet. Ctrl+N writes one.</source>
        <translation>아직 메모가 없어요. Ctrl+N으로 써요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="69"/>
        <source>Ctrl+Enter keeps it, Esc does not.</source>
        <translation>Ctrl+Enter는 저장, Esc는 취소예요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="70"/>
        <source>Keep</source>
        <translation>저장</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="71"/>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="72"/>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="73"/>
        <source>When</source>
        <translation>언제</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="74"/>
        <source>Who</source>
        <translation>누가</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="75"/>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="76"/>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="77"/>
        <source>writing a note</source>
        <translation>메모 쓰기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="78"/>
        <source>rewriting a note</source>
        <translation>메모 고쳐 쓰기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="79"/>
        <source>withdrawing a note</source>
        <translation>메모 거두기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="80"/>
        <source>setting a plan</source>
        <translation>계획 세우기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="81"/>
        <source>changing a plan</source>
        <translation>계획 바꾸기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="82"/>
        <source>withdrawing a plan</source>
        <translation>계획 거두기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="83"/>
        <source>judging it as {kind}</source>
        <translation>판정: {kind}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="84"/>
        <source>judging mistakes</source>
        <translation>실수 판정</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="85"/>
        <source>Set</source>
        <translation>세트</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="86"/>
        <source>Sets</source>
        <translation>세트</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="87"/>
        <source>Sets of the session</source>
        <translation>세션의 세트</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="88"/>
        <source>Exercise</source>
        <translation>운동</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="89"/>
        <source>Began</source>
        <translation>시작</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="90"/>
        <source>Lasted</source>
        <translation>시간</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="91"/>
        <source>Full</source>
        <translation>완전</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="92"/>
        <source>Partial</source>
        <translation>부분</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="93"/>
        <source>Rejected</source>
        <translation>제외</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="94"/>
        <source>Mistakes</source>
        <translation>실수</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="95"/>
        <source>Reviewed</source>
        <translation>검토</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="96"/>
        <source>{n} judged</source>
        <translation>판정 {n}개</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="97"/>
        <source>{n} noted</source>
        <translation>메모 {n}개</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="98"/>
        <source>At</source>
        <translation>시점</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="99"/>
        <source>Sentence</source>
        <translation>문장</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="100"/>
        <source>Said to them</source>
        <translation>들려준 말</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="101"/>
        <source>No set in this session</source>
        <translation>이 세션에는 세트가 없어요</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="102"/>
        <source>The mirror was awake, but nobody did two repetitions of anything.</source>
        <translation>거울은 켜져 있었지만 아무도 어떤 동작을 두 번 반복하지 않았어요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="103"/>
        <source>The mirror stopped before the session ended; what was done until then is here</source>
        <translation>세션이 끝나기 전에 거울이 멈췄어요. 그때까지 한 것은 여기 있어요</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="104"/>
        <source>{start} to {end}, {minutes} min</source>
        <translation>{start}~{end}, {minutes}분</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="105"/>
        <source>by the plan {title}</source>
        <translation>계획 {title}에 따라</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="106"/>
        <source>seen by {source}, version {version}</source>
        <translation>{source}로 봄, 버전 {version}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="107"/>
        <source>1 verdict of a reviewer holds</source>
        <translation>검토자의 판정 1개가 유효해요</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="108"/>
        <source>{n} verdicts of a reviewer hold</source>
        <translation>검토자의 판정 {n}개가 유효해요</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="109"/>
        <source>Repetitions of the set</source>
        <translation>세트의 반복</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="110"/>
        <source>No.</source>
        <translation>번호</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="111"/>
        <source>What holds after the review; in brackets what the machine counted</source>
        <translation>검토 뒤에 유효한 수, 괄호는 기계가 센 수</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="112"/>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="113"/>
        <source>Seconds</source>
        <translation>초</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="114"/>
        <source>Depth</source>
        <translation>깊이</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="115"/>
        <source>Side</source>
        <translation>쪽</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="116"/>
        <source>Reason</source>
        <translation>이유</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="117"/>
        <source>{kind} (machine: {machine})</source>
        <translation>{kind} (기계: {machine})</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="118"/>
        <source>{who}: {reason}</source>
        <translation>{who}: {reason}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="119"/>
        <source>Owner</source>
        <translation>소유자</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="120"/>
        <source>✓ confirmed by a reviewer, + added by a reviewer, in brackets: not there, says a reviewer</source>
        <translation>✓ 검토자가 확인, + 검토자가 추가, 괄호: 검토자가 없다고 판정</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="123"/>
        <source>Judge a repetition</source>
        <translation>반복 판정</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="124"/>
        <source>Judge…</source>
        <translation>판정…</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="125"/>
        <source>Your verdict stands beside the machine&apos;s and is shown with it. Nothing is overwritten.</source>
        <translation>판정은 기계의 판정 옆에 함께 표시돼요. 아무것도 덮어쓰지 않아요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="128"/>
        <source>as the machine: {said}</source>
        <translation>기계와 같음: {said}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="129"/>
        <source>Why (kept with the verdict)</source>
        <translation>이유 (판정과 함께 보관)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="130"/>
        <source>Set {n} · {exercise}</source>
        <translation>세트 {n} · {exercise}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="131"/>
        <source>{full} full, {partial} partial, {rejected} rejected</source>
        <translation>완전 {full}, 부분 {partial}, 제외 {rejected}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="132"/>
        <source>{full} full ({was_full}), {partial} partial ({was_partial}), {rejected} rejected ({was_rejected})</source>
        <translation>완전 {full}({was_full}), 부분 {partial}({was_partial}), 제외 {rejected}({was_rejected})</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="135"/>
        <source>Held for {n} s. A hold has no repetitions.</source>
        <translation>{n}초 동안 유지했어요. 버티기에는 반복이 없어요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="136"/>
        <source>No repetition was closed in this set.</source>
        <translation>이 세트에서는 끝난 반복이 없어요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="137"/>
        <source>Repetition</source>
        <translation>반복</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="138"/>
        <source>Repetition {n}</source>
        <translation>반복 {n}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="139"/>
        <source>The whole set</source>
        <translation>세트 전체</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="140"/>
        <source>Machine: {said}</source>
        <translation>기계: {said}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="141"/>
        <source>{who}: {said}</source>
        <translation>{who}: {said}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="142"/>
        <source>score {n}</source>
        <translation>점수 {n}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="143"/>
        <source>no score from this view</source>
        <translation>이 시점에서는 점수 없음</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="144"/>
        <source>No mistake seen</source>
        <translation>실수가 보이지 않음</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="145"/>
        <source>• {mistake}</source>
        <translation>• {mistake}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="146"/>
        <source>• {mistake}, confirmed</source>
        <translation>• {mistake}, 확인됨</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="147"/>
        <source>• {mistake}, added by a reviewer</source>
        <translation>• {mistake}, 검토자가 추가</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="148"/>
        <source>• {mistake}: not there, says a reviewer</source>
        <translation>• {mistake}: 검토자가 없다고 판정</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="149"/>
        <source>No landmarks were kept of this set</source>
        <translation>이 세트의 관절 위치는 보관되지 않았어요</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="150"/>
        <source>Curves and the replay need them. The ledger above is whole without them.</source>
        <translation>곡선과 다시 보기에는 그것이 필요해요. 위의 표는 그것 없이도 온전해요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="151"/>
        <source>Compare with</source>
        <translation>비교 대상</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="152"/>
        <source>nothing</source>
        <translation>없음</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="153"/>
        <source>the demonstrator</source>
        <translation>시범</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="154"/>
        <source>Title</source>
        <translation>제목</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="155"/>
        <source>Comment</source>
        <translation>설명</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="156"/>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="157"/>
        <source>until</source>
        <translation>끝</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="158"/>
        <source>until withdrawn</source>
        <translation>거둘 때까지</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="159"/>
        <source>Exercises of the plan</source>
        <translation>계획의 운동</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="160"/>
        <source>New plan</source>
        <translation>새 계획</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="161"/>
        <source>Change the plan</source>
        <translation>계획 바꾸기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="162"/>
        <source>Set the plan</source>
        <translation>계획 세우기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="163"/>
        <source>As: knee, weeks 1 to 4</source>
        <translation>예: 무릎, 1~4주</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="164"/>
        <source>For whoever reviews it next</source>
        <translation>다음에 검토할 사람을 위해</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="165"/>
        <source>Add an exercise</source>
        <translation>운동 추가</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="166"/>
        <source>Remove</source>
        <translation>빼기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="167"/>
        <source>Earlier</source>
        <translation>앞으로</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="168"/>
        <source>Later</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="169"/>
        <source>A week of it</source>
        <translation>한 주</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="170"/>
        <source>Range</source>
        <translation>범위</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="171"/>
        <source>aim at</source>
        <translation>목표</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="172"/>
        <source>{share} % of the full range: {measure} {value}</source>
        <translation>전체 범위의 {share} %: {measure} {value}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="173"/>
        <source>Rest</source>
        <translation>휴식</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="174"/>
        <source>Days</source>
        <translation>요일</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="175"/>
        <source>Hold</source>
        <translation>버티기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="176"/>
        <source>Dose</source>
        <translation>분량</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="177"/>
        <source>every day</source>
        <translation>매일</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="178"/>
        <source>No plan yet. Ctrl+P sets one, and the mirror leads through it.</source>
        <translation>아직 계획이 없어요. Ctrl+P로 세우면 거울이 이끌어요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="179"/>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="180"/>
        <source>to come</source>
        <translation>예정</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="181"/>
        <source>over</source>
        <translation>끝남</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="182"/>
        <source>leads</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="183"/>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="184"/>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="185"/>
        <source>What people trained is shown to who reviews them, and to themselves. Every look is written down.</source>
        <translation>운동 기록은 검토자와 본인에게만 보여요. 볼 때마다 기록돼요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="188"/>
        <source>Nobody can sign in here yet. Add a reviewer first: mirror reviewers add NAME</source>
        <translation>아직 아무도 로그인할 수 없어요. 먼저 검토자를 추가하세요: mirror reviewers add NAME</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="189"/>
        <source>{name}, my own sessions</source>
        <translation>{name}, 내 세션</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="190"/>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="191"/>
        <source>What this is not</source>
        <translation>이것이 아닌 것</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="192"/>
        <source>Who looked</source>
        <translation>누가 보았나</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="193"/>
        <source>Who viewed, changed or exported what. Lines are only ever added. Who was erased stands here by a number that leads nowhere.</source>
        <translation>누가 무엇을 보고, 바꾸고, 내보냈는지 적혀 있어요. 줄은 더해지기만 해요. 지워진 사람은 아무 데도 이어지지 않는 번호로 남아요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="197"/>
        <source>As</source>
        <translation>자격</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="198"/>
        <source>Did</source>
        <translation>한 일</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="199"/>
        <source>Whose</source>
        <translation>누구의</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="200"/>
        <source>What</source>
        <translation>무엇</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="201"/>
        <source>Detail</source>
        <translation>자세히</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="202"/>
        <source>{n} lines, none changed or missing</source>
        <translation>{n}줄, 바뀌거나 빠진 것 없음</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="203"/>
        <source>{n} lines.</source>
        <translation>{n}줄.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="204"/>
        <source>Angles are estimates from one camera, each with its own uncertainty. What the view cannot tell has no number.</source>
        <translation>각도는 카메라 한 대로 추정한 값이고 저마다 불확실성이 있어요. 시점에서 알 수 없는 것에는 숫자가 없어요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="210"/>
        <source>Scores compare a movement with how it is commonly taught, not with what is right for this person.</source>
        <translation>점수는 동작을 흔히 가르치는 방식과 비교한 것이고, 이 사람에게 옳은 것과 비교한 것이 아니에요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="213"/>
        <source>Nothing here watches over anybody: it raises no alarm, and what it does not say means nothing.</source>
        <translation>여기서는 누구도 지켜보지 않아요. 경보를 울리지 않고, 말하지 않은 것은 아무 뜻도 없어요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="216"/>
        <source>search for a person</source>
        <translation>사람 검색</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="217"/>
        <source>people, calendar, sessions of the day, page</source>
        <translation>사람, 달력, 그날의 세션, 페이지</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="218"/>
        <source>in the calendar: days, weeks, months, today</source>
        <translation>달력에서: 일, 주, 월, 오늘</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="219"/>
        <source>open what is chosen; in the ledger: judge</source>
        <translation>고른 것 열기, 표에서는 판정</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="220"/>
        <source>one level up</source>
        <translation>한 단계 위로</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="221"/>
        <source>the set before or after</source>
        <translation>이전 또는 다음 세트</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="222"/>
        <source>the repetition before or after</source>
        <translation>이전 또는 다음 반복</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="223"/>
        <source>in the ledger: judge the repetition (anywhere on a set: Ctrl+J)</source>
        <translation>표에서: 반복 판정 (세트 어디서나: Ctrl+J)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="224"/>
        <source>in the ledger: judge it as full, partial, rejected, or as the machine</source>
        <translation>표에서: 완전, 부분, 제외, 기계와 같음으로 판정</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="225"/>
        <source>a note on what is shown</source>
        <translation>보이는 것에 대한 메모</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="226"/>
        <source>a plan for the person</source>
        <translation>이 사람의 계획</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="227"/>
        <source>undo, redo</source>
        <translation>실행 취소, 다시 실행</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="228"/>
        <source>read the log again (it is looked at every half minute)</source>
        <translation>기록 다시 읽기 (30초마다 확인해요)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="229"/>
        <source>open another log, import, export</source>
        <translation>다른 기록 열기, 가져오기, 내보내기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="230"/>
        <source>lock (where one signs in; also after ten idle minutes)</source>
        <translation>잠그기 (로그인하는 곳에서, 10분 동안 입력이 없을 때도)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="237"/>
        <source>this list</source>
        <translation>이 목록</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="238"/>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="239"/>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="240"/>
        <source>Import</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="241"/>
        <source>Import…</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="242"/>
        <source>This session</source>
        <translation>이 세션</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="243"/>
        <source>All sessions of {name}</source>
        <translation>{name}의 모든 세션</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="244"/>
        <source>Form</source>
        <translation>형식</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="245"/>
        <source>without names and notes</source>
        <translation>이름과 메모 없이</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="246"/>
        <source>What leaves the log is no longer protected by it. The export is written down.</source>
        <translation>기록을 떠난 것은 더 이상 보호되지 않아요. 내보낸 일은 기록돼요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="247"/>
        <source>Written: {file}</source>
        <translation>저장됨: {file}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="248"/>
        <source>{n} files written into {folder}</source>
        <translation>파일 {n}개를 {folder}에 저장함</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="249"/>
        <source>{added} added, {replaced} replaced by longer ones, {skipped} here already</source>
        <translation>추가 {added}, 더 긴 것으로 교체 {replaced}, 이미 있음 {skipped}</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="250"/>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="251"/>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="252"/>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="253"/>
        <source>&amp;Go</source>
        <translation>이동(&amp;G)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="254"/>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="255"/>
        <source>Open a log…</source>
        <translation>기록 열기…</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="256"/>
        <source>Open a clinic&apos;s database…</source>
        <translation>병원 데이터베이스 열기…</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="257"/>
        <source>Address, as postgresql://user@host/mirror</source>
        <translation>주소, 예: postgresql://user@host/mirror</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="258"/>
        <source>Session logs (*.db);;All files (*)</source>
        <translation>세션 기록 (*.db);;모든 파일 (*)</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="259"/>
        <source>Lock</source>
        <translation>잠그기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="260"/>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="261"/>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="262"/>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="263"/>
        <source>As the system</source>
        <translation>시스템 설정대로</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="264"/>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="265"/>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="266"/>
        <source>Read again</source>
        <translation>다시 읽기</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="267"/>
        <source>Search for a person</source>
        <translation>사람 검색</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="268"/>
        <source>One level up</source>
        <translation>한 단계 위로</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="269"/>
        <source>The set before</source>
        <translation>이전 세트</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="270"/>
        <source>The set after</source>
        <translation>다음 세트</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="271"/>
        <source>The repetition before</source>
        <translation>이전 반복</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="272"/>
        <source>The repetition after</source>
        <translation>다음 반복</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="273"/>
        <source>seen</source>
        <translation>보임</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="274"/>
        <source>not seen</source>
        <translation>보이지 않음</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="277"/>
        <source>full</source>
        <translation>완전</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="278"/>
        <source>partial</source>
        <translation>부분</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="279"/>
        <source>rejected</source>
        <translation>제외</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="280"/>
        <source>as the machine</source>
        <translation>기계와 같음</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="285"/>
        <source>it is there</source>
        <translation>있음</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="286"/>
        <source>it is not there</source>
        <translation>없음</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="291"/>
        <source>reviewer</source>
        <translation>검토자</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="292"/>
        <source>own sessions</source>
        <translation>내 세션</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="293"/>
        <source>Owner of this machine</source>
        <translation>이 기기의 소유자</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="298"/>
        <source>signed in</source>
        <translation>로그인함</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="299"/>
        <source>was refused</source>
        <translation>거부됨</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="300"/>
        <source>viewed</source>
        <translation>봄</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="301"/>
        <source>changed</source>
        <translation>바꿈</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="302"/>
        <source>exported</source>
        <translation>내보냄</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="303"/>
        <source>imported</source>
        <translation>가져옴</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="304"/>
        <source>erased</source>
        <translation>지움</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="305"/>
        <source>encrypted</source>
        <translation>암호화함</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="306"/>
        <source>decrypted</source>
        <translation>암호를 풂</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="311"/>
        <source>PDF, a report to file</source>
        <translation>PDF, 보관용 보고서</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="312"/>
        <source>CSV, for a spreadsheet</source>
        <translation>CSV, 스프레드시트용</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="313"/>
        <source>JSON, to be imported elsewhere</source>
        <translation>JSON, 다른 곳에서 가져오기용</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="314"/>
        <source>FHIR R4, for a health record</source>
        <translation>FHIR R4, 건강 기록용</translation>
    </message>
    <message>
        <location filename="../review/texts.py" line="315"/>
        <source>TRC, for OpenSim (a file a set)</source>
        <translation>TRC, OpenSim용 (세트마다 파일 하나)</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>&quot;Improved&quot; is said only where a change is larger than what the measurement itself wanders between sessions.</source>
        <translation>&quot;나아짐&quot;은 변화가 세션 사이의 측정 흔들림보다 클 때만 표시돼요.</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>depth {n} %</source>
        <translation>깊이 {n} %</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>0 to 100: how close it came to the movement as it is commonly taught</source>
        <translation>0~100: 흔히 가르치는 동작에 얼마나 가까웠는지</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>How far the movement went, in per cent of the exercise&apos;s full range</source>
        <translation>운동의 전체 가동 범위 중 얼마나 움직였는지(%)</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>Full, partial or rejected: as the machine says, or a reviewer instead</source>
        <translation>완전, 부분 또는 제외: 기계의 판단, 또는 검토자가 고친 판단</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>The score of this joint, 0 to 100</source>
        <translation>이 관절의 점수, 0~100</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>in the curves: the repetition before or after, through time, nearer or further, all of it</source>
        <translation>곡선에서: 이전·다음 반복, 시간 이동, 확대·축소, 전체</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>in the mistakes: from one to the next, to its repetition; nearer, further, all of it</source>
        <translation>실수에서: 다음 실수로, 해당 반복으로, 확대·축소, 전체</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>in the replay: play or pause, step, slower or faster</source>
        <translation>다시 보기에서: 재생·멈춤, 한 단계씩, 느리게·빠르게</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>in the replay: from the front, the side, above; turn; nearer or further; as at first</source>
        <translation>다시 보기에서: 앞, 옆, 위에서 보기, 회전, 확대·축소, 처음 시점</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>the log</source>
        <translation>기록</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>person</source>
        <translation>사람</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>session</source>
        <translation>세션</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>set</source>
        <translation>세트</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>repetition</source>
        <translation>반복</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>note</source>
        <translation>메모</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>plan</source>
        <translation>계획</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>← ↑ → ↓, Page Up, Page Down, Home</source>
        <translation>← ↑ → ↓, Page Up, Page Down, Home</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>Ctrl+Page Up, Ctrl+Page Down</source>
        <translation>Ctrl+Page Up, Ctrl+Page Down</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>← →, Shift+← →, +, −, Home</source>
        <translation>← →, Shift+← →, +, −, Home</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>← →, Enter, +, −, Home</source>
        <translation>← →, Enter, +, −, Home</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>Space, comma, full stop, [ ]</source>
        <translation>스페이스, 쉼표, 마침표, [ ]</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>1, 2, 3, ← ↑ → ↓, +, −, Home</source>
        <translation>1, 2, 3, ← ↑ → ↓, +, −, Home</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>Ctrl+Z, Ctrl+Shift+Z</source>
        <translation>Ctrl+Z, Ctrl+Shift+Z</translation>
    </message>
    <message>
        <location filename="../review/texts.py"/>
        <source>Ctrl+{key}</source>
        <translation>Ctrl+{key}</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <location filename="../settings/texts.py" line="16"/>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="17"/>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="18"/>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="19"/>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="20"/>
        <source>Nothing is called so.</source>
        <translation>찾는 항목이 없어요.</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="21"/>
        <source>Arrows: choose and change · Enter: open · Delete: default · Esc: back</source>
        <translation>화살표: 선택·변경 · Enter: 열기 · Delete: 기본값 · Esc: 뒤로</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="22"/>
        <source>Default</source>
        <translation>기본값</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="23"/>
        <source>after a restart</source>
        <translation>다시 시작한 뒤</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="24"/>
        <source>Set by {name}</source>
        <translation>{name}에서 정했어요</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="25"/>
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="26"/>
        <source>On</source>
        <translation>켜짐</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="27"/>
        <source>Off</source>
        <translation>꺼짐</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="28"/>
        <source>{n} s</source>
        <translation>{n}초</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="29"/>
        <source>{n} words a minute</source>
        <translation>분당 {n}단어</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="30"/>
        <source>{n} pixels</source>
        <translation>{n}픽셀</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="31"/>
        <source>Horizon</source>
        <translation>지평선</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="32"/>
        <source>Set a PIN</source>
        <translation>PIN 설정</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="33"/>
        <source>Change the PIN</source>
        <translation>PIN 변경</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="34"/>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="35"/>
        <source>A new PIN of four to twelve digits</source>
        <translation>새 PIN (숫자 4~12자리)</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="36"/>
        <source>A PIN is four to twelve digits.</source>
        <translation>PIN은 숫자 4~12자리예요.</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="37"/>
        <source>The PIN, to leave the mirror</source>
        <translation>거울을 끝내려면 PIN을 입력하세요</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="38"/>
        <source>The PIN, to change the settings</source>
        <translation>설정을 바꾸려면 PIN을 입력하세요</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="39"/>
        <source>The PIN, to see what was trained</source>
        <translation>운동 기록을 보려면 PIN을 입력하세요</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="40"/>
        <source>{name}, your PIN</source>
        <translation>{name} 님, PIN을 입력하세요</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="41"/>
        <source>Delete</source>
        <translation>지우기</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="42"/>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="48"/>
        <source>Metric (m, cm)</source>
        <translation>미터법 (m, cm)</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="49"/>
        <source>Imperial (feet, inches)</source>
        <translation>야드파운드법 (피트, 인치)</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="53"/>
        <source>Lite</source>
        <translation>가벼움</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="54"/>
        <source>Full</source>
        <translation>기본</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="55"/>
        <source>Heavy</source>
        <translation>정밀</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="56"/>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="57"/>
        <source>Processor</source>
        <translation>프로세서</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="58"/>
        <source>Graphics card</source>
        <translation>그래픽 카드</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="61"/>
        <source>Standard</source>
        <translation>표준</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="62"/>
        <source>Green blindness</source>
        <translation>녹색맹</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="63"/>
        <source>Red blindness</source>
        <translation>적색맹</translation>
    </message>
    <message>
        <location filename="../settings/texts.py" line="64"/>
        <source>Blue blindness</source>
        <translation>청색맹</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <location filename="../stage/wording.py" line="16"/>
        <source>Stand in front of me.</source>
        <translation>제 앞에 서세요.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="17"/>
        <source>Rest</source>
        <translation>휴식</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="18"/>
        <source>Get ready</source>
        <translation>준비하세요</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="19"/>
        <source>Counting</source>
        <translation>세는 중</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="20"/>
        <source>{n} % sure</source>
        <translation>확신 {n} %</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="21"/>
        <source>Set {n}</source>
        <translation>세트 {n}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="22"/>
        <source>Set {n} of {all}</source>
        <translation>세트 {n}/{all}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="23"/>
        <source>Score {n}</source>
        <translation>점수 {n}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="24"/>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="25"/>
        <source>seconds</source>
        <translation>초</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="26"/>
        <source>{n} s</source>
        <translation>{n}초</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="27"/>
        <source>1 rep</source>
        <translation>1회</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="28"/>
        <source>{n} reps</source>
        <translation>{n}회</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="29"/>
        <source>rep</source>
        <translation>회</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="30"/>
        <source>reps</source>
        <translation>회</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="31"/>
        <source>{n} left</source>
        <translation>왼쪽 {n}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="32"/>
        <source>{n} right</source>
        <translation>오른쪽 {n}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="33"/>
        <source>{n} partial</source>
        <translation>부분 {n}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="34"/>
        <source>{n} not counted</source>
        <translation>제외 {n}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="35"/>
        <source>Next: {name}</source>
        <translation>다음: {name}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="36"/>
        <source>Next time</source>
        <translation>다음에는</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="37"/>
        <source>Last set</source>
        <translation>지난 세트</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="38"/>
        <source>Paused. Raise a hand to go on.</source>
        <translation>멈췄어요. 계속하려면 손을 드세요.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="39"/>
        <source>Stand still.</source>
        <translation>가만히 서 계세요.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="40"/>
        <source>Your session</source>
        <translation>오늘의 운동</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="41"/>
        <source>No sets this time.</source>
        <translation>이번에는 세트가 없어요.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="42"/>
        <source>1 set</source>
        <translation>1세트</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="43"/>
        <source>{n} sets</source>
        <translation>{n}세트</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="44"/>
        <source>{n} earlier sets</source>
        <translation>이전 {n}세트</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="45"/>
        <source>{time} of movement</source>
        <translation>움직인 시간 {time}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="46"/>
        <source>Range</source>
        <translation>범위</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="47"/>
        <source>The camera gives no picture. I am looking for it.</source>
        <translation>카메라 화면이 없어요. 찾고 있어요.</translation>
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
        <translation>{n} 누락</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="51"/>
        <source>camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="52"/>
        <source>{camera} gone</source>
        <translation>{camera} 없음</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="53"/>
        <source>Film</source>
        <translation>영상</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="54"/>
        <source>Demo</source>
        <translation>데모</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="55"/>
        <source>The camera is off. Press Enter or touch the mirror to turn it on.</source>
        <translation>카메라가 꺼져 있어요. 켜려면 Enter 키를 누르거나 거울을 터치하세요.</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="64"/>
        <source>Your plan</source>
        <translation>나의 계획</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="65"/>
        <source>Plan: {n} of {all}</source>
        <translation>계획 {n}/{all}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="66"/>
        <source>{n} of {all} exercises done</source>
        <translation>운동 {all}개 중 {n}개 완료</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="67"/>
        <source>{n} under plan</source>
        <translation>계획보다 작게 {n}회</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="56"/>
        <source>sound on</source>
        <translation>소리 켜짐</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="57"/>
        <source>muted</source>
        <translation>음소거</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="58"/>
        <source>no sound</source>
        <translation>소리 없음</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="59"/>
        <source>Quick check</source>
        <translation>빠른 점검</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="60"/>
        <source>Check {n} s</source>
        <translation>점검 {n}초</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="61"/>
        <source>{day} {n} {month}</source>
        <translation>{month} {n}일 {day}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="62"/>
        <source>Calibration</source>
        <translation>보정</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="63"/>
        <source>What I found</source>
        <translation>찾은 값</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="68"/>
        <source>{n} of {all}</source>
        <translation>{n}/{all}</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="73"/>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="74"/>
        <source>Begin</source>
        <translation>시작</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="75"/>
        <location filename="../stage/wording.py" line="88"/>
        <source>Leave</source>
        <translation>나가기</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="71"/>
        <location filename="../stage/wording.py" line="78"/>
        <source>Choose</source>
        <translation>고르기</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="79"/>
        <source>Go on</source>
        <translation>계속하기</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="80"/>
        <source>Finish</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="83"/>
        <source>Again</source>
        <translation>다시 하기</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="84"/>
        <source>Sleep</source>
        <translation>잠자기</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="92"/>
        <source>Elbows</source>
        <translation>팔꿈치</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="93"/>
        <source>Shoulders</source>
        <translation>어깨</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="94"/>
        <source>Hips</source>
        <translation>엉덩이</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="95"/>
        <source>Knees</source>
        <translation>무릎</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="96"/>
        <source>Ankles</source>
        <translation>발목</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="97"/>
        <source>Body line</source>
        <translation>몸의 선</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="98"/>
        <source>Head</source>
        <translation>머리</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="99"/>
        <source>Thighs</source>
        <translation>허벅지</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="100"/>
        <source>Shins</source>
        <translation>정강이</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="101"/>
        <source>Upper arms</source>
        <translation>위팔</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="102"/>
        <source>Forearms</source>
        <translation>아래팔</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="103"/>
        <source>Wrists</source>
        <translation>손목</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="104"/>
        <source>Knee line</source>
        <translation>무릎 선</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="105"/>
        <location filename="../stage/wording.py" line="106"/>
        <source>Trunk</source>
        <translation>상체</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="107"/>
        <source>Trunk tilt</source>
        <translation>상체 기울기</translation>
    </message>
    <message>
        <location filename="../stage/wording.py" line="108"/>
        <source>Twist</source>
        <translation>비틀기</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko">
<context>
    <name>Settings</name>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>찾는 항목이 없어요.</translation>
    </message>
    <message>
        <source>Arrows: choose and change · Enter: open · Delete: default · Esc: back</source>
        <translation>화살표: 선택·변경 · Enter: 열기 · Delete: 기본값 · Esc: 뒤로</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>기본값</translation>
    </message>
    <message>
        <source>after a restart</source>
        <translation>다시 시작한 뒤</translation>
    </message>
    <message>
        <source>Set by {name}</source>
        <translation>{name}에서 정했어요</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>On</source>
        <translation>켜짐</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>꺼짐</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n}초</translation>
    </message>
    <message>
        <source>{n} words a minute</source>
        <translation>분당 {n}단어</translation>
    </message>
    <message>
        <source>{n} pixels</source>
        <translation>{n}픽셀</translation>
    </message>
    <message>
        <source>Horizon</source>
        <translation>지평선</translation>
    </message>
    <message>
        <source>Set a PIN</source>
        <translation>PIN 설정</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>PIN 변경</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>A new PIN of four to twelve digits</source>
        <translation>새 PIN (숫자 4~12자리)</translation>
    </message>
    <message>
        <source>A PIN is four to twelve digits.</source>
        <translation>PIN은 숫자 4~12자리예요.</translation>
    </message>
    <message>
        <source>The PIN, to leave the mirror</source>
        <translation>거울을 끝내려면 PIN을 입력하세요</translation>
    </message>
    <message>
        <source>The PIN, to change the settings</source>
        <translation>설정을 바꾸려면 PIN을 입력하세요</translation>
    </message>
    <message>
        <source>The PIN, to see what was trained</source>
        <translation>운동 기록을 보려면 PIN을 입력하세요</translation>
    </message>
    <message>
        <source>{name}, your PIN</source>
        <translation>{name} 님, PIN을 입력하세요</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Metric (m, cm)</source>
        <translation>미터법 (m, cm)</translation>
    </message>
    <message>
        <source>Imperial (feet, inches)</source>
        <translation>야드파운드법 (피트, 인치)</translation>
    </message>
    <message>
        <source>Lite</source>
        <translation>가벼움</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>기본</translation>
    </message>
    <message>
        <source>Heavy</source>
        <translation>정밀</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>프로세서</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>그래픽 카드</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>표준</translation>
    </message>
    <message>
        <source>Green blindness</source>
        <translation>녹색맹</translation>
    </message>
    <message>
        <source>Red blindness</source>
        <translation>적색맹</translation>
    </message>
    <message>
        <source>Blue blindness</source>
        <translation>청색맹</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Stand in front of me.</source>
        <translation>제 앞에 서세요.</translation>
    </message>
    <message>
        <source>Rest</source>
        <translation>휴식</translation>
    </message>
    <message>
        <source>Get ready</source>
        <translation>준비하세요</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>세는 중</translation>
    </message>
    <message>
        <source>{n} % sure</source>
        <translation>확신 {n} %</translation>
    </message>
    <message>
        <source>Set {n}</source>
        <translation>세트 {n}</translation>
    </message>
    <message>
        <source>Set {n} of {all}</source>
        <translation>세트 {n}/{all}</translation>
    </message>
    <message>
        <source>Score {n}</source>
        <translation>점수 {n}</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>초</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n}초</translation>
    </message>
    <message>
        <source>1 rep</source>
        <translation>1회</translation>
    </message>
    <message>
        <source>{n} reps</source>
        <translation>{n}회</translation>
    </message>
    <message>
        <source>rep</source>
        <translation>회</translation>
    </message>
    <message>
        <source>reps</source>
        <translation>회</translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation>왼쪽 {n}</translation>
    </message>
    <message>
        <source>{n} right</source>
        <translation>오른쪽 {n}</translation>
    </message>
    <message>
        <source>{n} partial</source>
        <translation>부분 {n}</translation>
    </message>
    <message>
        <source>{n} not counted</source>
        <translation>제외 {n}</translation>
    </message>
    <message>
        <source>Next: {name}</source>
        <translation>다음: {name}</translation>
    </message>
    <message>
        <source>Next time</source>
        <translation>다음에는</translation>
    </message>
    <message>
        <source>Last set</source>
        <translation>지난 세트</translation>
    </message>
    <message>
        <source>Paused. Raise a hand to go on.</source>
        <translation>멈췄어요. 계속하려면 손을 드세요.</translation>
    </message>
    <message>
        <source>Stand still.</source>
        <translation>가만히 서 계세요.</translation>
    </message>
    <message>
        <source>Your session</source>
        <translation>오늘의 운동</translation>
    </message>
    <message>
        <source>No sets this time.</source>
        <translation>이번에는 세트가 없어요.</translation>
    </message>
    <message>
        <source>1 set</source>
        <translation>1세트</translation>
    </message>
    <message>
        <source>{n} sets</source>
        <translation>{n}세트</translation>
    </message>
    <message>
        <source>{n} earlier sets</source>
        <translation>이전 {n}세트</translation>
    </message>
    <message>
        <source>{time} of movement</source>
        <translation>움직인 시간 {time}</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>The camera gives no picture. I am looking for it.</source>
        <translation>카메라 화면이 없어요. 찾고 있어요.</translation>
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
        <translation>{n} 누락</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>{camera} gone</source>
        <translation>{camera} 없음</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>영상</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>데모</translation>
    </message>
    <message>
        <source>The camera is off. Press Enter or touch the mirror to turn it on.</source>
        <translation>카메라가 꺼져 있어요. 켜려면 Enter 키를 누르거나 거울을 터치하세요.</translation>
    </message>
    <message>
        <source>Your plan</source>
        <translation>나의 계획</translation>
    </message>
    <message>
        <source>Plan: {n} of {all}</source>
        <translation>계획 {n}/{all}</translation>
    </message>
    <message>
        <source>{n} of {all} exercises done</source>
        <translation>운동 {all}개 중 {n}개 완료</translation>
    </message>
    <message>
        <source>{n} under plan</source>
        <translation>계획보다 작게 {n}회</translation>
    </message>
    <message>
        <source>sound on</source>
        <translation>소리 켜짐</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>음소거</translation>
    </message>
    <message>
        <source>no sound</source>
        <translation>소리 없음</translation>
    </message>
    <message>
        <source>Quick check</source>
        <translation>빠른 점검</translation>
    </message>
    <message>
        <source>Check {n} s</source>
        <translation>점검 {n}초</translation>
    </message>
    <message>
        <source>{day} {n} {month}</source>
        <translation>{month} {n}일 {day}</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>보정</translation>
    </message>
    <message>
        <source>What I found</source>
        <translation>찾은 값</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n}/{all}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>나가기</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>고르기</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속하기</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>다시 하기</translation>
    </message>
    <message>
        <source>Sleep</source>
        <translation>잠자기</translation>
    </message>
    <message>
        <source>Elbows</source>
        <translation>팔꿈치</translation>
    </message>
    <message>
        <source>Shoulders</source>
        <translation>어깨</translation>
    </message>
    <message>
        <source>Hips</source>
        <translation>엉덩이</translation>
    </message>
    <message>
        <source>Knees</source>
        <translation>무릎</translation>
    </message>
    <message>
        <source>Ankles</source>
        <translation>발목</translation>
    </message>
    <message>
        <source>Body line</source>
        <translation>몸의 선</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>머리</translation>
    </message>
    <message>
        <source>Thighs</source>
        <translation>허벅지</translation>
    </message>
    <message>
        <source>Shins</source>
        <translation>정강이</translation>
    </message>
    <message>
        <source>Upper arms</source>
        <translation>위팔</translation>
    </message>
    <message>
        <source>Forearms</source>
        <translation>아래팔</translation>
    </message>
    <message>
        <source>Wrists</source>
        <translation>손목</translation>
    </message>
    <message>
        <source>Knee line</source>
        <translation>무릎 선</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>상체</translation>
    </message>
    <message>
        <source>Trunk tilt</source>
        <translation>상체 기울기</translation>
    </message>
    <message>
        <source>Twist</source>
        <translation>비틀기</translation>
    </message>
</context>
<context>
    <name>Plots</name>
    <message>
        <source>Over time</source>
        <translation>시간순</translation>
    </message>
    <message>
        <source>Overlaid</source>
        <translation>겹쳐 보기</translation>
    </message>
    <message>
        <source>The whole set from its start to its end</source>
        <translation>세트 전체를 처음부터 끝까지</translation>
    </message>
    <message>
        <source>All repetitions laid over each other, from 0 to 100 %</source>
        <translation>모든 반복을 0~100%로 겹쳐서</translation>
    </message>
    <message>
        <source>The other side&apos;s curve as well</source>
        <translation>반대쪽 곡선도 함께</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>양쪽</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>측정 항목</translation>
    </message>
    <message>
        <source>Zoom in (+, or Ctrl and the wheel)</source>
        <translation>확대 (+, 또는 Ctrl과 휠)</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>축소 (-)</translation>
    </message>
    <message>
        <source>Show all (Home)</source>
        <translation>전체 보기 (Home)</translation>
    </message>
    <message>
        <source>Arrow keys: repetitions; with Shift: through time; plus, minus: zoom; Home: all.</source>
        <translation>화살표: 반복 선택, Shift와 함께: 시간 이동, +와 -: 확대와 축소, Home: 전체.</translation>
    </message>
    <message>
        <source>No set is chosen.</source>
        <translation>선택된 세트가 없어요.</translation>
    </message>
    <message>
        <source>No landmarks were kept for this set, so there are no curves.</source>
        <translation>이 세트는 신체 지점이 저장되지 않아 곡선이 없어요.</translation>
    </message>
    <message>
        <source>The camera could not see enough to measure this.</source>
        <translation>카메라에 충분히 보이지 않아 측정하지 못했어요.</translation>
    </message>
    <message>
        <source>This set has no repetitions to lay over each other.</source>
        <translation>이 세트에는 겹쳐 볼 반복이 없어요.</translation>
    </message>
    <message>
        <source>Full repetition</source>
        <translation>완전한 반복</translation>
    </message>
    <message>
        <source>Partial</source>
        <translation>부분</translation>
    </message>
    <message>
        <source>Not counted</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>± measurement error (1 SD)</source>
        <translation>± 측정 오차 (1 SD)</translation>
    </message>
    <message>
        <source>Not seen</source>
        <translation>보이지 않음</translation>
    </message>
    <message>
        <source>Repetition {n}</source>
        <translation>반복 {n}</translation>
    </message>
    <message>
        <source>Median of the good repetitions</source>
        <translation>좋은 반복의 중앙값</translation>
    </message>
    <message>
        <source>Band: 10th to 90th percentile of the good repetitions of this set (n = {n})</source>
        <translation>띠: 이 세트의 좋은 반복의 10~90 백분위수 (n = {n})</translation>
    </message>
    <message>
        <source>Band: 10th to 90th percentile of this person&apos;s good repetitions (n = {n})</source>
        <translation>띠: 이 사람의 좋은 반복의 10~90 백분위수 (n = {n})</translation>
    </message>
    <message>
        <source>Band: around the demonstrator&apos;s repetition</source>
        <translation>띠: 시범 동작의 주변</translation>
    </message>
    <message>
        <source>Band: {of} (n = {n})</source>
        <translation>띠: {of} (n = {n})</translation>
    </message>
    <message>
        <source>No band: there are too few good repetitions.</source>
        <translation>띠 없음: 좋은 반복이 너무 적어요.</translation>
    </message>
    <message>
        <source>Repetition {n}, {kind}</source>
        <translation>반복 {n}, {kind}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low}~{high}</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>보이지 않음</translation>
    </message>
    <message>
        <source>full</source>
        <translation>완전</translation>
    </message>
    <message>
        <source>partial</source>
        <translation>부분</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>left</source>
        <translation>왼쪽</translation>
    </message>
    <message>
        <source>right</source>
        <translation>오른쪽</translation>
    </message>
    <message>
        <source>style</source>
        <translation>스타일</translation>
    </message>
    <message>
        <source>form</source>
        <translation>자세</translation>
    </message>
    <message>
        <source>danger</source>
        <translation>위험</translation>
    </message>
    <message>
        <source>Mistake of style</source>
        <translation>스타일 실수</translation>
    </message>
    <message>
        <source>Mistake of form</source>
        <translation>자세 실수</translation>
    </message>
    <message>
        <source>Danger</source>
        <translation>위험</translation>
    </message>
    <message>
        <source>No mistakes were seen in this set.</source>
        <translation>이 세트에서는 실수가 보이지 않았어요.</translation>
    </message>
    <message>
        <source>{title} ({severity}) at {time}, repetition {n}</source>
        <translation>{title} ({severity}), {time}, 반복 {n}</translation>
    </message>
    <message>
        <source>{title} ({severity}) at {time}, in no closed repetition</source>
        <translation>{title} ({severity}), {time}, 끝난 반복에 속하지 않음</translation>
    </message>
    <message>
        <source>Arrow keys go from mistake to mistake, Enter shows its repetition.</source>
        <translation>화살표로 실수 사이를 이동하고 Enter로 해당 반복을 봐요.</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>재생 (스페이스)</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>일시정지 (스페이스)</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>앞</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>옆</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>위</translation>
    </message>
    <message>
        <source>From the front; again: from the back (1)</source>
        <translation>앞에서, 다시 누르면 뒤에서 (1)</translation>
    </message>
    <message>
        <source>From the person&apos;s left; again: from the right (2)</source>
        <translation>사람의 왼쪽에서, 다시 누르면 오른쪽에서 (2)</translation>
    </message>
    <message>
        <source>From above (3)</source>
        <translation>위에서 (3)</translation>
    </message>
    <message>
        <source>from the front</source>
        <translation>앞에서</translation>
    </message>
    <message>
        <source>from the back</source>
        <translation>뒤에서</translation>
    </message>
    <message>
        <source>from the left</source>
        <translation>왼쪽에서</translation>
    </message>
    <message>
        <source>from the right</source>
        <translation>오른쪽에서</translation>
    </message>
    <message>
        <source>from above</source>
        <translation>위에서</translation>
    </message>
    <message>
        <source>Perspective: near things are larger; without it angles can be judged by eye</source>
        <translation>원근: 가까운 것이 더 크게 보여요. 끄면 각도를 눈으로 판단할 수 있어요</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>나란히</translation>
    </message>
    <message>
        <source>The compared figure beside this one instead of behind it</source>
        <translation>비교하는 모습을 뒤가 아니라 옆에</translation>
    </message>
    <message>
        <source>Trail: {name}</source>
        <translation>자취: {name}</translation>
    </message>
    <message>
        <source>No trail</source>
        <translation>자취 없음</translation>
    </message>
    <message>
        <source>The way of these joints in the last two seconds</source>
        <translation>지난 2초 동안 이 관절이 지나온 길</translation>
    </message>
    <message>
        <source>∠ {name}</source>
        <translation>각도: {name}</translation>
    </message>
    <message>
        <source>No angle</source>
        <translation>각도 없음</translation>
    </message>
    <message>
        <source>The angle at this joint</source>
        <translation>이 관절의 각도</translation>
    </message>
    <message>
        <source>Repeat: at the end begin again; with a chosen repetition only that one is played</source>
        <translation>반복 재생: 끝나면 처음부터, 선택한 반복이 있으면 그것만 재생해요</translation>
    </message>
    <message>
        <source>The colour of a joint is its score, a ring means under 70, hollow means hardly seen.</source>
        <translation>관절의 색은 점수, 고리는 70점 미만, 빈 원은 거의 보이지 않음을 뜻해요.</translation>
    </message>
    <message>
        <source>Drag to turn, Ctrl and the wheel to zoom.</source>
        <translation>끌어서 돌리고, Ctrl과 휠로 확대해요.</translation>
    </message>
    <message>
        <source>No landmarks were kept for this set, so it cannot be replayed.</source>
        <translation>이 세트는 신체 지점이 저장되지 않아 다시 볼 수 없어요.</translation>
    </message>
    <message>
        <source>Nobody was seen at this moment.</source>
        <translation>이 순간에는 아무도 보이지 않았어요.</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>순간</translation>
    </message>
    <message>
        <source>Space: play; comma, full stop: step; brackets: speed; arrows: turn; 1, 2, 3: views.</source>
        <translation>스페이스: 재생, 쉼표와 마침표: 한 단계, 대괄호: 속도, 화살표: 회전, 1, 2, 3: 시점.</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>운동량</translation>
    </message>
    <message>
        <source>Range of motion</source>
        <translation>가동 범위</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Asymmetry of the range</source>
        <translation>가동 범위의 비대칭</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>템포</translation>
    </message>
    <message>
        <source>full repetitions a week</source>
        <translation>주당 완전한 반복</translation>
    </message>
    <message>
        <source>seconds held a week</source>
        <translation>주당 버틴 시간(초)</translation>
    </message>
    <message>
        <source>seconds a repetition</source>
        <translation>반복당 시간(초)</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>도</translation>
    </message>
    <message>
        <source>torso lengths</source>
        <translation>몸통 길이</translation>
    </message>
    <message>
        <source>points of 100</source>
        <translation>100점 만점</translation>
    </message>
    <message>
        <source>per cent of the mean of both sides</source>
        <translation>양쪽 평균에 대한 비율(%)</translation>
    </message>
    <message>
        <source>↑ more is better</source>
        <translation>↑ 높을수록 좋음</translation>
    </message>
    <message>
        <source>↓ less is better</source>
        <translation>↓ 낮을수록 좋음</translation>
    </message>
    <message>
        <source>neither way is better</source>
        <translation>어느 쪽도 더 낫지 않음</translation>
    </message>
    <message>
        <source>Improved</source>
        <translation>나아짐</translation>
    </message>
    <message>
        <source>Worse</source>
        <translation>나빠짐</translation>
    </message>
    <message>
        <source>Changed for certain</source>
        <translation>확실히 달라짐</translation>
    </message>
    <message>
        <source>No certain change</source>
        <translation>확실한 변화 없음</translation>
    </message>
    <message>
        <source>Too few sessions</source>
        <translation>기록이 너무 적음</translation>
    </message>
    <message>
        <source>First value ± minimal detectable change (95 %): inside this band nothing is certain</source>
        <translation>첫 값 ± 최소 감지 변화량 (95 %): 이 띠 안에서는 아무것도 확실하지 않아요</translation>
    </message>
    <message>
        <source>A week with ± 1 standard error</source>
        <translation>한 주의 값 ± 표준 오차 1</translation>
    </message>
    <message>
        <source>Week of {date}: {value} ± {error} (n = {n})</source>
        <translation>{date} 주: {value} ± {error} (n = {n})</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M월 d일</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>yyyy년 M월 d일</translation>
    </message>
    <message>
        <source>There is nothing to compare over weeks yet.</source>
        <translation>아직 여러 주를 비교할 것이 없어요.</translation>
    </message>
    <message>
        <source>Nothing was measured yet.</source>
        <translation>아직 측정된 것이 없어요.</translation>
    </message>
    <message>
        <source>Elbow</source>
        <translation>팔꿈치</translation>
    </message>
    <message>
        <source>Shoulder</source>
        <translation>어깨</translation>
    </message>
    <message>
        <source>Hip</source>
        <translation>엉덩관절</translation>
    </message>
    <message>
        <source>Knee</source>
        <translation>무릎</translation>
    </message>
    <message>
        <source>Ankle</source>
        <translation>발목</translation>
    </message>
    <message>
        <source>Body line</source>
        <translation>몸의 선</translation>
    </message>
    <message>
        <source>Neck</source>
        <translation>목</translation>
    </message>
    <message>
        <source>Thigh from vertical</source>
        <translation>허벅지와 수직선</translation>
    </message>
    <message>
        <source>Shin from vertical</source>
        <translation>정강이와 수직선</translation>
    </message>
    <message>
        <source>Upper arm from vertical</source>
        <translation>위팔과 수직선</translation>
    </message>
    <message>
        <source>Forearm from vertical</source>
        <translation>아래팔과 수직선</translation>
    </message>
    <message>
        <source>Knee valgus</source>
        <translation>무릎 외반</translation>
    </message>
    <message>
        <source>Wrist over shoulder</source>
        <translation>어깨 위 손목 높이</translation>
    </message>
    <message>
        <source>Knee over hip</source>
        <translation>엉덩관절 위 무릎 높이</translation>
    </message>
    <message>
        <source>Elbow in front of shoulder</source>
        <translation>어깨 앞 팔꿈치</translation>
    </message>
    <message>
        <source>Knee in front of toes</source>
        <translation>발끝 앞 무릎</translation>
    </message>
    <message>
        <source>Hip over ankle</source>
        <translation>발목 위 엉덩관절 높이</translation>
    </message>
    <message>
        <source>Foot turned out</source>
        <translation>발끝 벌림</translation>
    </message>
    <message>
        <source>Trunk from vertical</source>
        <translation>몸통과 수직선</translation>
    </message>
    <message>
        <source>Trunk forward</source>
        <translation>몸통 앞기울기</translation>
    </message>
    <message>
        <source>Trunk side bend</source>
        <translation>몸통 옆기울기</translation>
    </message>
    <message>
        <source>Trunk rotation</source>
        <translation>몸통 회전</translation>
    </message>
    <message>
        <source>Stance width</source>
        <translation>발 너비</translation>
    </message>
    <message>
        <source>Stance split</source>
        <translation>앞뒤 발 간격</translation>
    </message>
    <message>
        <source>Hand width</source>
        <translation>손 너비</translation>
    </message>
    <message>
        <source>Elbow width</source>
        <translation>팔꿈치 너비</translation>
    </message>
    <message>
        <source>Hip sag</source>
        <translation>엉덩이 처짐</translation>
    </message>
    <message>
        <source>Left shoulder over right</source>
        <translation>오른쪽 위 왼쪽 어깨</translation>
    </message>
    <message>
        <source>Knees apart less ankles</source>
        <translation>무릎 간격 빼기 발목 간격</translation>
    </message>
    <message>
        <source>Front knee in front of toes</source>
        <translation>앞다리 무릎과 발끝</translation>
    </message>
    <message>
        <source>More bent knee</source>
        <translation>더 굽힌 무릎</translation>
    </message>
    <message>
        <source>More bent hip</source>
        <translation>더 굽힌 엉덩관절</translation>
    </message>
    <message>
        <source>More open shoulder</source>
        <translation>더 벌린 어깨</translation>
    </message>
    <message>
        <source>Arm and leg of one side</source>
        <translation>같은 쪽 팔과 다리</translation>
    </message>
    <message>
        <source>Knee of the lifted leg</source>
        <translation>든 다리의 무릎</translation>
    </message>
    <message>
        <source>Elbows before hip</source>
        <translation>엉덩이보다 먼저 굽는 팔꿈치</translation>
    </message>
    <message>
        <source>Hands apart, front to back</source>
        <translation>앞뒤 손 간격</translation>
    </message>
    <message>
        <source>Hands in front of feet</source>
        <translation>발 앞 손</translation>
    </message>
    <message>
        <source>Hands aside</source>
        <translation>옆으로 뻗은 손</translation>
    </message>
    <message>
        <source>{name}, {side}</source>
        <translation>{name}, {side}</translation>
    </message>
    <message>
        <source>Wrist</source>
        <translation>손목</translation>
    </message>
    <message>
        <source>Toes</source>
        <translation>발끝</translation>
    </message>
</context>
</TS>

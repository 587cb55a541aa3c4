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
</TS>

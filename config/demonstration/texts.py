"""What the people of the demonstration wrote, in their own voices: reflections, and answers at the end."""

from __future__ import annotations

CAOIMHE_1 = """\
My first worship with the whole of Year 9 was eleven minutes long and I remember none of it. I kept to \
the script from beginning to end. Two hundred and forty faces, and I did not look up until the blessing. \
Afterwards two people said that it had been very clear, and I knew exactly what they were being kind \
about.

The theme was perseverance. I chose it because it is easy to say something true about it, and because I \
wanted the ones who were not listening to hear at least one sentence that was meant for them. I could \
not tell you whether they did. In a classroom I would have known within a minute.

The rest of this half-term has been watching. I have sat in on a parents’ meeting where Mrs Gallagher \
said perhaps forty words in twenty-five minutes, and the family left with a plan that they believed was \
their own. I have walked the corridor with her on a learning walk and seen that she looks at the back \
row first, where I look at the board. And I have twenty-four names in a spreadsheet, and a figure beside \
each of them, and I have to admit that I like the figures rather more than is good for me. They keep \
still.

What I have learned about leading at this level is mostly about quiet. The people who do it well are not \
the ones who fill the room. I fill rooms. It has been a good part of my teaching, and I suspect that it \
will not do here."""

CAOIMHE_2_DRAFT = """\
On the Thursday before parents’ evening I rang home about the same boy for the third time, and for the \
third time I told his mother what we were doing instead of asking her what she saw. I heard myself doing \
it. Mrs Gallagher was at the next desk and said nothing, which was worse.

So I stopped in the middle of a sentence and asked. There was a long silence, and then she talked for \
eleven minutes. He is not lazy: he does his homework at the kitchen table with two small sisters, and \
the laptop goes back to his brother at seven. None of us knew that, and it was nowhere in the 41 per \
cent I had been so pleased to have measured.

What I did next was small. He now has a place in the library from 3.15, and he brought me three pieces \
in a row. What I have not worked out is what to do about the other twenty-three, whose kitchens I have \
not asked about"""

THOMAS_1 = """\
I came into this to learn how a year group is run, and I have spent six weeks learning how a corridor \
is. That is not a complaint. Mrs Gallagher knows which lesson a child has come from by how they come \
round the corner.

I led two acts of worship. The small one, with two tutor groups, was the better: I asked a question, and \
waited, and somebody answered it. With the whole year I asked a question and then answered it myself, \
because the silence went on for what felt like a week. She timed it afterwards. It was four seconds.

The project is agreed. I had wanted it larger. I am told that everybody does."""

THOMAS_2 = """\
I had decided that the boys in 9B and 9D do not read because nobody at home reads. It is a comfortable \
thing to decide, because it means that I need not do anything until the homes change.

Last Tuesday I sat at the back of 9B with the register open and counted. In fifty minutes eleven of the \
seventeen were asked to read nothing longer than a slide. I went back through my own lessons that week \
and it was the same, and in one of them it was worse.

So the project has moved. I asked you at the beginning for twenty minutes a week of silent reading, and \
what I want now is one page, in every lesson, of something with paragraphs. I have three departments who \
say yes and one who asked me who I thought I was. I did not have an answer ready."""

GWENLLIAN_1 = """\
I have been late to tutor time myself four times this term. I only know because I counted, and I only \
counted because I was asking 8.40 of two hundred and forty other people.

Standing at the gate for a fortnight has taught me more than the spreadsheet did. There are three kinds \
of late. There is the bus, which is nobody’s fault and every Tuesday’s. There is the shop, which is a \
social life. And there is the very small number who stand across the road and watch the gate until it \
closes, because being late is easier than arriving. I would have given all three the same letter home.

Leadership at this level, as far as I have seen it, is being able to say “which of these is it?” when \
everybody else in the room already has a policy. Mrs Gallagher does it without raising her voice. I do \
it and sound like a barrister. I have asked two people to tell me when I do."""

GWENLLIAN_2 = """\
I said in my first reflection that I would ask people to tell me when I sound like a barrister. One of \
them has. It was in the middle of a meeting with a parent and the special needs coordinator, and she did \
it with an eyebrow.

What had happened was this. I had the figures in front of me: nine late marks in three weeks, all on \
days with games. I laid them out one after the other, and they were correct, and with every one of them \
the mother sat further back in her chair. By the end I had proved that there was a problem, to the only \
person in the room who had never doubted it.

I have tried it the other way round twice since. I say what I have seen and I ask what I have not. The \
second time, a father told me that he leaves for work at five and had not known that there was a \
register at all before lessons. It took him a day to arrange that a neighbour knocks.

The number has come down by nine marks a week. I do not think that the letters did any of it. I think \
that it was about six conversations, of which I had four badly. What I should like to know is whether I \
can teach tutors to have them, or whether I only want to because I enjoy them now."""

TADHG_1 = """\
It has been a term of finding out how much of what I want is somebody else’s timetable.

I proposed to change lunch. I still think that lunch is where the year group is made or unmade, and \
nobody who has done a duty on a wet Thursday will tell me otherwise. But Mr Bevan asked me what I would \
measure, and I said “calm”, and he waited, and I heard it.

The best hour was the Key Stage meeting, which I had expected to be dull. Four people disagreed about \
one pupil’s timetable, and not one of them raised the question of who was in charge. They talked until \
there was only one sensible thing left to do, and then somebody wrote it down. I have been in \
departments for nine years and I am not sure that I have ever seen that done.

I have not settled on a project. I would rather say so here than pretend."""

DANIEL_1 = """\
Three tutor groups’ worship, and I enjoyed every one of them. I have been putting off the hall. I know \
that I am doing it, and I know the reasons I give (mocks, the cover list, a cold), and they are all \
true, which is what makes them useful.

The attendance work is different. There I can see what to do next. Eighteen pupils, each below ninety \
per cent, each for a reason that fits on one line once you have asked, and on no line at all until then. \
Five have moved. One of the five moved because the form tutor began to say “good, you’re here” and to \
mean it. I cannot put that into a table, though I have tried.

What I have learned: an adult who notices is an intervention. What I have not: how to notice two hundred \
and forty."""

JOSEPHINE_1 = """\
A short one, because the exhibition took the last fortnight. I have shadowed three meetings with parents \
and what I took from all three is where people sit. Mr Marchbanks moves the table out of the way before \
anybody comes in. Nobody remarks on it and everything is different.

I have a baseline for the project and have not yet begun on what it is a baseline of. I need to stop \
drawing the plan and start ringing people."""

OLUWASEUN_1 = """\
Dr Featherstonehaugh gave me a rule in the first week: do not announce anything that you could ask. I \
have kept it four days out of five, and I can tell you which was the fifth.

In the second week I stood up in front of the whole sixth form and told them that statements would be \
due by half-term, and why, and what would follow if they were not. It was a good speech. Fourteen drafts \
came. In the fourth week I said nothing to anybody in the hall. I went round the twelve tutor rooms with \
a list and asked each tutor which three students they were worried about, and whether I could have ten \
minutes with those three. Thirty-one drafts came, and some of them from people on nobody’s list.

I have thought about why. In the hall I was responsible and they were the problem. In the tutor rooms \
the tutors knew something and I did not, which happened to be true, and people will work very hard for \
you when what you have said about them is true.

Leading worship has been the other half of it. I had thought of it as speaking. The three that went well \
were the three in which I spoke least: one reading, one object on a table, one minute of quiet with a \
question in it. I was brought up in a church where nobody was ever quiet for a minute, and I find that I \
need it more than I had expected.

If I am to say what leadership at this level is: it is arranging things so that other people’s knowledge \
is used. I am not good at it yet. I still like the speech."""

OLUWASEUN_2 = """\
Fifty-two of seventy-one. I would have been delighted with that figure at the beginning, and I find \
myself looking only at the nineteen.

I asked you last time whether liking the speech was a fault. You asked me who the speech was for, and I \
was cross for about a week, which is generally a sign. So this term I gave it away. Two of the tutors \
took the hall, and told the year what they had seen drafts do for people they taught. I sat in the \
fourth row. It was not as well put as I should have put it, and eight statements came in before the \
Friday.

The part I have handled worst is a colleague. He has taught for twenty-two years and thinks that all of \
this is chasing. I met him with evidence, which he did not need; he has had the evidence since before I \
was qualified. He wanted to know whether I thought that he had been wrong all that time. It was in my \
power to say that no, what he does in lessons is the reason that these students have anything to write \
about, and that I needed the tutors for the rest. I thought of it in the car.

I have asked him for coffee. I shall begin with the sentence from the car.

Worship is done as far as the programme counts it, six and three. I have put my name down for two more \
next term, because I have not yet led one in which I was not relieved when it was over."""

BETHAN_1 = """\
In an orchestra nobody confuses the conductor with the person making the sound. I have been trying to \
remember that every lunchtime since the beginning of term.

I put six members of staff where I wanted them in the lower corridor and for a week it was quieter, \
because there were six members of staff in it. Then two were away and it was exactly as before. Mr Bevan \
asked me what the corridor would look like if it ran itself, and I had no picture at all, which I think \
was his point.

So in the fifth week we moved the queue for the canteen outside and took down one noticeboard. That was \
all. Incidents went from seventeen to thirteen. The pupils now have somewhere to go, and the staff have \
less to stop.

Three whole-year acts of worship, all with music. I am aware that I am hiding behind the piano."""

ZAINAB_1 = """\
Thirteen came to revision club in the first week, of ninety-two. I had booked the hall.

I did what I would do with an experiment that gave the wrong answer and looked at the apparatus. It was \
on a Friday. It was called “intervention”. It was in the room where they sit examinations. Nobody had \
decided any of that; it had been so since before I came. We moved it to Wednesday, called it nothing, \
and put it in the physics laboratory with the kettle on. Thirty-one.

I should like to say that I had a theory. I had a kettle. But I have started to ask of everything we \
offer them what it would be like to walk into it, at fifteen, in front of one’s friends."""

ZAINAB_2 = """\
The number has stayed at thirty-seven for three weeks, and I have decided to be interested in that and \
not disappointed.

Dr Featherstonehaugh and I went through the fifty-five who do not come. Twenty-two do not need to. \
Eleven look after somebody after school. That leaves twenty-two, and of those I have now spoken to \
fourteen. Most of them were perfectly polite. What they said, in one way and another, was that revision \
club is for people who are going to do well.

I do not have an answer to that. I have asked six of the ones who come, and are not going to do \
brilliantly, and know it, and come anyway, whether they would each bring one person. They looked at me \
as if I had asked for the crown jewels. Four of them have.

I have led all six acts of worship now. In the last I talked about the labourers in the vineyard, who \
came at the eleventh hour and were paid the same. I had not planned the connection. A boy who never \
comes to anything said on his way out, “So it’s still open, then, Wednesdays?”"""

RUTH_2 = """\
I want to record a mistake before I tidy it. I arranged careers interviews for every pupil in Year 9 \
before options, and I arranged them alphabetically. It was fair and it was easy, and it meant that the \
children who most needed the conversation had it on whichever day their surname came round; and a good \
many of them were absent on that day, as they are on many days. After six weeks I had seen sixty pupils \
who would have been all right without me.

Mr Vaughan once asked, about something else, “fair to whom?” I have it on a note on my screen now.

We turned the list round and began with those who had missed most school. It was slower. Interviews ran \
over. Ninety-six are done, and the thirty-seven who are left are, for once, the ones who can wait."""

RHODRI_1 = """\
I have been told that I must not call it Reading for Pleasure in front of Year 8, because nothing is \
killed so quickly as a pleasure with a name. It is now “the last quarter of an hour”.

Every English lesson on a Friday ends with everybody reading, including me, including the teaching \
assistant, including on one occasion the headteacher, who had come about something else and sat down. I \
have said nothing about it to anybody. The library’s loans have gone from 1.2 books a head to 1.9, and I \
have no idea whether those two things are connected, and have promised Mrs Gallagher not to say that \
they are until there are more of them.

What I am learning is patience, mainly with my own claims."""

SION_2 = """\
Nineteen girls chose computing last year. Nineteen have chosen it this year. I have run two taster days, \
one visit and an assembly, and rewritten a booklet, and the number is nineteen.

I would have hidden this a year ago. Mr Bevan said that no change is a finding, and I thought that it \
was the kind of thing that is said; but when I stopped being ashamed of it I could look at it. They are \
not the same nineteen kinds of girl. Last year all but two came from the top set in mathematics. This \
year it is nine. So something has moved, and it is not what I was measuring, and there is something else \
that is pushing the other way.

I asked thirty of them, without their teacher in the room. The word that came up most was not “hard” or \
“boring”. It was “loud”. They meant my classroom."""

FOLASADE_1 = """\
I had a list of clubs and a list of children and thought that the project was to join them up. It turns \
out that the bus leaves at 3.25 and that this is the project.

We have moved four clubs to lunchtime. It took nine e-mails, two of which I should not have sent. Twenty \
pupils of the forty-six are now in a club every week. I counted them myself because I did not believe \
the register, and I was right not to.

I led my first assembly with a broken microphone and shall always be glad of it. I had to come down off \
the stage."""

IMOGEN_1 = """\
I have been at Saltings for seven years and had never been in the office where the timetable is made. \
That was my first week. It is like seeing the back of a tapestry.

I led one assembly. I was told that it was lively. Mr Brightwater asked me what I should like them to \
remember on Friday, and on Friday I asked a few of them, and what they remembered was that I had dropped \
the clicker."""

FEATHERSTONEHAUGH_ON_COACHING = """\
That I give answers when I am tired. Zainab once brought me a question at ten past five, and I solved it \
for her, and she thanked me, and did something else entirely, which was better. Since then I have tried \
to send people away with their own question, put more exactly. It takes four minutes longer and I have \
to sit on my hands.

I had thought that mentoring would mean passing on what I know. Mostly it has meant finding out which of \
the things that I know are only habits. Two of my secondees have asked me why we do something, and twice \
I have gone back to the office and stopped doing it."""

BEVAN_ON_COACHING_DRAFT = """\
I ask better questions on paper than I do in the corridor. In writing I have time to take out the \
advice. What I should like to get better at is"""

# The panel, on the presentation that has been heard.
ON_ZAINAB_QUESTIONS = """\
Mr Vaughan: what would you cut? The Friday session; nobody came but the ones who come to everything.
Mrs Gallagher: who runs it next year? Two of the sixth-formers and a teacher on the rota, and the kettle."""
ON_ZAINAB_MOVED = """\
Attendance, from thirteen to forty-six in the final week. More than that: pupils who expect to do badly \
now come, and come back. You found that out by asking, and you let it change the plan twice."""
ON_ZAINAB_NEXT = """\
Write the two pages that the next person will need. Then choose something in school that you did not \
invent and look at its apparatus in the same way."""
VAUGHAN_ON_ZAINAB_MOVED = """\
I had thought that revision sessions were a matter of timetabling. You have moved me on that, which was \
not one of your measures."""
VAUGHAN_ON_ZAINAB_NEXT = (
    "Come to the curriculum meeting in the first week of next term and say it again there."
)

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CardImages</name>
    <message numerus="yes">
        <source>%n pictures without a description</source>
        <translation>
            <numerusform>%n picture without a description</numerusform>
            <numerusform>%n pictures without a description</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CardTable</name>
    <message numerus="yes">
        <source>%n more rows are not shown</source>
        <translation>
            <numerusform>%n more row is not shown</numerusform>
            <numerusform>%n more rows are not shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareFigures</name>
    <message numerus="yes">
        <source>From sending the prompt to the first piece of the answer. Shorter than it would be: %n token(s) of the prompt were known from before.</source>
        <translation>
            <numerusform>From sending the prompt to the first piece of the answer. Shorter than it would be: %n token of the prompt was known from before.</numerusform>
            <numerusform>From sending the prompt to the first piece of the answer. Shorter than it would be: %n tokens of the prompt were known from before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareSetup</name>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DescriptionChoice</name>
    <message numerus="yes">
        <source>%n description(s) found there; shown is:</source>
        <translation>
            <numerusform>%n description found there; shown is:</numerusform>
            <numerusform>%n descriptions found there; shown is:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DownloadFiles</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n downloads failed</source>
        <translation>
            <numerusform>%n download failed</numerusform>
            <numerusform>%n downloads failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n downloads</source>
        <translation>
            <numerusform>%n download</numerusform>
            <numerusform>%n downloads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExplorePage</name>
    <message numerus="yes">
        <source>%n new results</source>
        <translation>
            <numerusform>%n new result</numerusform>
            <numerusform>%n new results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FacetList</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingPanel</name>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>Show it</numerusform>
            <numerusform>Show all %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryController</name>
    <message numerus="yes">
        <source>%n files are not what they should be. See the list at the right.</source>
        <translation>
            <numerusform>%n file is not what it should be. See the list at the right.</numerusform>
            <numerusform>%n files are not what they should be. See the list at the right.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n files are as they should be.</source>
        <translation>
            <numerusform>The one file is as it should be.</numerusform>
            <numerusform>All %n files are as they should be.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problems were repaired.</source>
        <translation>
            <numerusform>%n problem was repaired.</numerusform>
            <numerusform>%n problems were repaired.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n revisions go.</source>
        <translation>
            <numerusform>%n revision goes.</numerusform>
            <numerusform>%n revisions go.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryDelegate</name>
    <message numerus="yes">
        <source>%n problems</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LoadedModels</name>
    <message numerus="yes">
        <source>%n token(s) of context</source>
        <translation>
            <numerusform>%n token of context</numerusform>
            <numerusform>%n tokens of context</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MeasurePage</name>
    <message numerus="yes">
        <source>%n measurement(s) will be gone for good.</source>
        <translation>
            <numerusform>%n measurement will be gone for good.</numerusform>
            <numerusform>%n measurements will be gone for good.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MeasurePlan</name>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n test(s). Other work on this computer slows them down.</source>
        <translation>
            <numerusform>%n test. Other work on this computer slows them down.</numerusform>
            <numerusform>%n tests. Other work on this computer slows them down.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MeasureResults</name>
    <message numerus="yes">
        <source>Best with %n thread(s) on this computer.</source>
        <translation>
            <numerusform>Best with %n thread on this computer.</numerusform>
            <numerusform>Best with %n threads on this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Use %n thread(s)</source>
        <translation>
            <numerusform>Use %n thread</numerusform>
            <numerusform>Use %n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MeshSearchCard</name>
    <message numerus="yes">
        <source>%n mesh file(s) could not be found.</source>
        <translation>
            <numerusform>%n mesh file could not be found.</numerusform>
            <numerusform>%n mesh files could not be found.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelFit</name>
    <message numerus="yes">
        <source>Reckoned from %n measurements kept on this machine.</source>
        <translation>
            <numerusform>Reckoned from %n measurement kept on this machine.</numerusform>
            <numerusform>Reckoned from %n measurements kept on this machine.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message numerus="yes">
        <source>Use %n models</source>
        <translation>
            <numerusform>Use %n model</numerusform>
            <numerusform>Use %n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelReading</name>
    <message numerus="yes">
        <source>%n tensors</source>
        <translation>
            <numerusform>%n tensor</numerusform>
            <numerusform>%n tensors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PartListModel</name>
    <message numerus="yes">
        <source>It carries %n part(s) beyond it, %1 in all.</source>
        <translation>
            <numerusform>It carries %n part beyond it, %1 in all.</numerusform>
            <numerusform>It carries %n parts beyond it, %1 in all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It carries %n part(s) beyond it.</source>
        <translation>
            <numerusform>It carries %n part beyond it.</numerusform>
            <numerusform>It carries %n parts beyond it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PartPanel</name>
    <message numerus="yes">
        <source>Search %n part(s)</source>
        <translation>
            <numerusform>Search %n part</numerusform>
            <numerusform>Search %n parts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PartsPane</name>
    <message numerus="yes">
        <source>Noticed in its files (%n)</source>
        <translation>
            <numerusform>Noticed in its files (%n)</numerusform>
            <numerusform>Noticed in its files (%n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PoseController</name>
    <message numerus="yes">
        <source>%n pose(s) added.</source>
        <translation>
            <numerusform>%n pose added.</numerusform>
            <numerusform>%n poses added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pose(s) of %1 added.</source>
        <translation>
            <numerusform>%n pose of %1 added.</numerusform>
            <numerusform>%n poses of %1 added.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RepositoryController</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RevisionRow</name>
    <message numerus="yes">
        <source>%1, %n files</source>
        <translation>
            <numerusform>%1, %n file</numerusform>
            <numerusform>%1, %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RobotsPanel</name>
    <message numerus="yes">
        <source>%n robots on the stage</source>
        <translation>
            <numerusform>%n robot on the stage</numerusform>
            <numerusform>%n robots on the stage</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServerAccounts</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s), answers in %1 ms</source>
        <translation>
            <numerusform>%n model, answers in %1 ms</numerusform>
            <numerusform>%n models, answers in %1 ms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServingController</name>
    <message numerus="yes">
        <source>%n request(s) being answered</source>
        <translation>
            <numerusform>%n request being answered</numerusform>
            <numerusform>%n requests being answered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On. %n request(s) answered.</source>
        <translation>
            <numerusform>On. %n request answered.</numerusform>
            <numerusform>On. %n requests answered.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServingSection</name>
    <message numerus="yes">
        <source>%n model(s) can be asked for.</source>
        <translation>
            <numerusform>%n model can be asked for.</numerusform>
            <numerusform>%n models can be asked for.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SimulationSettings</name>
    <message numerus="yes">
        <source>The numbers ran away, and the simulation began anew (%n times).</source>
        <translation>
            <numerusform>The numbers ran away, and the simulation began anew (once).</numerusform>
            <numerusform>The numbers ran away, and the simulation began anew (%n times).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpeedWords</name>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ThinkingHead</name>
    <message numerus="yes">
        <source>Thinking, about %n words so far</source>
        <translation>
            <numerusform>Thinking, about %n word so far</numerusform>
            <numerusform>Thinking, about %n words so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show its thinking, about %n words</source>
        <translation>
            <numerusform>Show its thinking, about %n word</numerusform>
            <numerusform>Show its thinking, about %n words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TranscriptModel</name>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::Hub</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::Repository</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>orrery::Text</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n weeks ago</source>
        <translation>
            <numerusform>%n week ago</numerusform>
            <numerusform>%n weeks ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n months ago</source>
        <translation>
            <numerusform>%n month ago</numerusform>
            <numerusform>%n months ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n years ago</source>
        <translation>
            <numerusform>%n year ago</numerusform>
            <numerusform>%n years ago</numerusform>
        </translation>
    </message>
</context>
</TS>

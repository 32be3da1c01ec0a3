// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "robot_files.h"

#include <orrery/robot/description/load_description.h>

#include <fmt/format.h>

#include <QElapsedTimer>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// Xacro files expanded as the ROS program would, and what is outside of that named with its place.
class XacroTest : public QObject {
    Q_OBJECT

private slots:
    void expressions_data();
    void expressions();
    void badExpressions_data();
    void badExpressions();
    void propertiesAreLazyAndScoped();
    void blocks();
    void macroDefaults();
    void macrosInMacros();
    void conditions();
    void arguments();
    void environmentIsNotShown();
    void elementsAndAttributes();
    void simulatorPartsAreLeftOut();
    void includesAndNamespaces();
    void includesStayInside();
    void placesAreOfTheSource();
    void refusals_data();
    void refusals();
    void hostile_data();
    void hostile();
    void aBigFileIsQuick();
    void onlyMacros();
};

void XacroTest::expressions_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* expression, const char* text) {
        QTest::newRow(expression) << QString::fromLatin1(expression) << QString::fromLatin1(text);
    };
    row("1 + 2 * 3", "7");
    row("(1 + 2) * 3", "9");
    row("7 / 2", "3.5");
    row("4 / 2", "2.0");
    row("-7 // 2", "-4");
    row("-7 % 3", "2");
    row("2 ** 3 ** 2", "512");
    row("-2 ** 2", "-4");
    row("2 ** -1", "0.5");
    row("1e-3", "0.001");
    row("9223372036854775807 + 1", "9.223372036854776e+18");
    row("pi", "3.141592653589793");
    row("math.pi / 2", "1.5707963267948966");
    row("radians(180)", "3.141592653589793");
    row("degrees(pi)", "180.0");
    row("sin(0) + cos(0)", "1.0");
    row("sqrt(2) ** 2 > 1.9", "True");
    row("max(1, 2.5, 2)", "2.5");
    row("min([3, 1, 2])", "1");
    row("round(2.567, 2)", "2.57");
    row("int(3.9) + len([1, 2])", "5");
    row("abs(-3)", "3");
    row("1 < 2 < 3", "True");
    row("1 < 2 > 3", "False");
    row("not 1 == 2", "True");
    row("0 or 'x'", "x");
    row("1 and 2", "2");
    row("True and undefined_name if 0 else 5", "5");
    row("'a' if 1 > 2 else 'b' if 0 else 'c'", "c");
    row("'arm_' + str(2)", "arm_2");
    row("'ab' * 2", "abab");
    row("'b' in 'abc'", "True");
    row("2 not in [1, 3]", "True");
    row("[1, [2, 3]][1][-1]", "3");
    row("{'a': 1, 'b': [4, 5]}['b'][0]", "4");
    row("xacro.arg('given')", "12");
    row("\"it's\"", "it's");
}

void XacroTest::expressions() {
    QFETCH(QString, expression);
    QFETCH(QString, text);
    const std::string escaped = expression.toHtmlEscaped().toStdString();
    QCOMPARE(QString::fromStdString(
                 links("<xacro:arg name=\"given\" default=\"12\"/><link name=\"l|${" + escaped + "}\"/>")),
             "l|" + text);
}

void XacroTest::badExpressions_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* expression, const char* part) {
        QTest::newRow(expression) << QString::fromLatin1(expression) << QString::fromLatin1(part);
    };
    row("1 / 0", "divides by zero");
    row("1 % 0", "divides by zero");
    row("foo * 2", "'foo' is not defined");
    row("1 +", "ends too early");
    row("(1", "')' is missing");
    row("'a' + 1", "cannot join");
    row("sqrt(-1)", "no value");
    row("[1][5]", "outside");
    row("1 2", "not understood");
    row("load_yaml('a')", "no other file can be read here");
    row("__import__('os')", "__import__() is not known here");
    row("'a'.format()", ".format() of a text is not known here");
    row("sum(1 for x in [1])", "outside of [ ]");
    row("[x for x in [1] for y in [2]]", "two 'for'");
    row("[x for x, y in [1]]", "2 values");
    row("[x for x in 5]", "a number has no items");
    row("[1, 2][::0]", "step of 0");
    row("range(1, 2, 0)", "step of 0");
    row("range(10 ** 9)", "holds too much");
    row("[x for x in range(20000) if [y for y in range(20000)]]", "");
    row("'a' * 99999999", "too long");
}

void XacroTest::badExpressions() {
    QFETCH(QString, expression);
    QFETCH(QString, part);
    const auto loaded = expand("\n<link name=\"${" + expression.toStdString() + "}\"/>");
    QVERIFY(!loaded);
    const std::string message = describe(loaded.error());
    QVERIFY2(loaded.error().message.find(part.toStdString()) != std::string::npos, message.c_str());
    QCOMPARE(loaded.error().where, std::string("/robots/test.xacro:4"));
}

void XacroTest::propertiesAreLazyAndScoped() {
    QCOMPARE(links("<xacro:property name=\"a\" value=\"${b + 1}\"/><xacro:property name=\"b\" value=\"2\"/>"
                   "<link name=\"l${a}\"/>"),
             std::string("l3"));
    QCOMPARE(links("<xacro:property name=\"a\" value=\"1\"/>"
                   "<xacro:property name=\"a\" value=\"${a + 1}\" lazy_eval=\"false\"/><link name=\"l${a}\"/>"),
             std::string("l2"));
    QCOMPARE(links("<xacro:property name=\"a\" value=\"1\"/>"
                   "<xacro:macro name=\"m\" params=\"\"><xacro:property name=\"a\" value=\"2\"/>"
                   "<xacro:property name=\"g\" value=\"${a}\" scope=\"global\"/>"
                   "<xacro:property name=\"p\" value=\"up\" scope=\"parent\"/><link name=\"in${a}\"/></xacro:macro>"
                   "<xacro:m/><link name=\"out${a}${g}${p}\"/>"),
             std::string("in2 out12up"));
    QCOMPARE(links("<xacro:property name=\"a\" value=\"x\"/><xacro:property name=\"a\" default=\"y\"/>"
                   "<xacro:property name=\"b\" default=\"z\"/><link name=\"${a}${b}\"/>"),
             std::string("xz"));
    QCOMPARE(links(R"(<xacro:property name="w" value="${d}"/><xacro:property name="d" value="${{'a': 1, 'b': 2}}"/>
                      <link name="l${w.a}${w['b']}"/>)"),
             std::string("l12"));
    QCOMPARE(links("<xacro:property name=\"a\" value=\"007_x\"/><link name=\"$${a}|${a}\"/>"),
             std::string("${a}|007_x"));
}

void XacroTest::blocks() {
    const auto loaded = expand(R"(
<xacro:property name="place"><origin xyz="7 8 9"/></xacro:property>
<xacro:macro name="part" params="name *where **shapes">
  <link name="${name}"><visual><xacro:insert_block name="where"/><geometry><xacro:insert_block name="shapes"/></geometry></visual></link>
</xacro:macro>
<xacro:macro name="outer" params="name *where **shapes">
  <xacro:part name="${name}"><xacro:insert_block name="where"/><xacro:insert_block name="shapes"/></xacro:part>
</xacro:macro>
<xacro:property name="r" value="0.5"/>
<xacro:part name="a"><origin xyz="1 2 ${r}"/><any><sphere radius="${r}"/></any></xacro:part>
<xacro:outer name="b"><xacro:insert_block name="place"/><any><box size="1 1 1"/></any></xacro:outer>)");
    QVERIFY2(loaded.has_value(), loaded ? "" : describe(loaded.error()).c_str());
    const Description& robot = loaded->description;
    QCOMPARE(robot.links.size(), 2U);
    QCOMPARE(robot.links[0].visuals.at(0).linkFromVisual.position.z, 0.5);
    QCOMPARE(std::get<Sphere>(robot.links[0].visuals[0].geometry).radius, 0.5);
    QCOMPARE(robot.links[1].visuals.at(0).linkFromVisual.position.y, 8.0);
    QVERIFY(std::holds_alternative<Box>(robot.links[1].visuals[0].geometry));
}

void XacroTest::macroDefaults() {
    const std::string macro = "<xacro:property name=\"p\" value=\"outer\"/><xacro:macro name=\"m\" params=\"n a:=1 "
                              "b:='two words' c:=${a + 1} p:=^ q:=^|none d=old\"><link "
                              "name=\"${n}|${a}|${b}|${c}|${p}|${q}|${d}\"/></xacro:macro>";
    QCOMPARE(links(macro + "<xacro:m n=\"x\"/>"), std::string("x|1|two words|2|outer|none|old"));
    QCOMPARE(links(macro + "<xacro:m n=\"x\" a=\"5\" p=\"own\"/>"), std::string("x|5|two words|6|own|none|old"));
    QCOMPARE(links("<xacro:property name=\"s\" value=\"3\"/><xacro:macro name=\"m\" params=\"s:=${s}\"><link "
                   "name=\"l${s}\"/></xacro:macro><xacro:m/>"),
             std::string("l3"));
}

void XacroTest::macrosInMacros() {
    QCOMPARE(links("<xacro:macro name=\"count\" params=\"i n\"><link name=\"l${i}\"/><xacro:if value=\"${i + 1 < n}\">"
                   "<xacro:count i=\"${i + 1}\" n=\"${n}\"/></xacro:if></xacro:macro><xacro:count i=\"0\" n=\"4\"/>"),
             std::string("l0 l1 l2 l3"));
    QCOMPARE(links("<xacro:macro name=\"xacro:one\"><link name=\"one\"/></xacro:macro>"
                   "<xacro:property name=\"which\" value=\"one\"/><xacro:call macro=\"${which}\"/>"),
             std::string("one"));
}

void XacroTest::conditions() {
    QCOMPARE(
        links(
            "<xacro:if value=\"true\"><link name=\"a\"/></xacro:if><xacro:if value=\"0\"><link name=\"b\"/></xacro:if>"
            "<xacro:unless value=\"${1 > 2}\"><link name=\"c\"/></xacro:unless>"
            "<xacro:if value=\"False\"><xacro:include filename=\"none\"/></xacro:if>"),
        std::string("a c"));
}

void XacroTest::arguments() {
    const std::string body =
        "<xacro:arg name=\"side\" default=\"left\"/><xacro:property name=\"side\" value=\"$(arg side)\"/>"
        "<link name=\"${side}_$(arg side)\"/>";
    QCOMPARE(links(body), std::string("left_left"));
    ExpansionOptions options;
    options.arguments["side"] = "right";
    QCOMPARE(links(body, options), std::string("right_right"));
}

void XacroTest::environmentIsNotShown() {
    QVERIFY(links("<link name=\"$(env HOME)\"/>").find("environment") != std::string::npos);
    QCOMPARE(links("<link name=\"$(optenv HOME nobody)\"/>"), std::string("nobody"));
    ExpansionOptions options;
    options.environment["ROBOT"] = "r2";
    QCOMPARE(links("<link name=\"$(env ROBOT)\"/>", options), std::string("r2"));
}

void XacroTest::elementsAndAttributes() {
    QCOMPARE(links("<xacro:element xacro:name=\"${'li' + 'nk'}\" name=\"a\"/><link><xacro:attribute name=\"name\" "
                   "value=\"b${1}\"/></link>"),
             std::string("a b1"));
}

void XacroTest::simulatorPartsAreLeftOut() {
    QCOMPARE(links("<link name=\"a${1}\"/><gazebo><p>${nothing_known}</p></gazebo><ros2_control name=\"$(bad x)\"/>"),
             std::string("a1"));
}

void XacroTest::includesAndNamespaces() {
    const QTemporaryDir folder;
    write(folder, "ws/arm/urdf/arm.urdf.xacro",
          xacroWith("<xacro:include filename=\"parts/wheel.xacro\"/>"
                    "<xacro:include filename=\"$(find arm)/urdf/far.xacro\" ns=\"far\"/>"
                    "<xacro:include filename=\"none.xacro\" optional=\"true\"/>"
                    "<xacro:wheel name=\"w\"/><xacro:far.thing/><link name=\"l${far.size}\"/>"));
    write(folder, "ws/arm/package.xml", "<package><name>arm</name></package>");
    write(folder, "ws/arm/urdf/far.xacro",
          xacroWith("<xacro:property name=\"size\" value=\"4\"/><xacro:macro name=\"thing\">"
                    "<link name=\"thing${size}\"/></xacro:macro>"));
    write(folder, "ws/arm/urdf/parts/wheel.xacro",
          xacroWith("<xacro:include filename=\"hub.xacro\"/><xacro:macro name=\"wheel\" params=\"name\">"
                    "<link name=\"${name}${hub}\"/></xacro:macro>"));
    write(folder, "ws/arm/urdf/parts/hub.xacro", xacroWith("<xacro:property name=\"hub\" value=\"H\"/>"));
    const auto loaded =
        loadDescription(folder.filePath("ws/arm/urdf/arm.urdf.xacro").toStdString(), {{}, {}, false, {}, {}});
    QVERIFY2(loaded.has_value(), loaded ? "" : describe(loaded.error()).c_str());
    const Description& robot = loaded->description;
    QCOMPARE(robot.links.size(), 3U);
    QCOMPARE(robot.links[0].name, std::string("wH"));
    QCOMPARE(robot.links[1].name, std::string("thing4"));
    QCOMPARE(robot.links[2].name, std::string("l4"));
    QVERIFY(QString::fromStdString(robot.sourceFileAt(robot.links[0].file)).endsWith("parts/wheel.xacro"));
    QVERIFY(findingWith(*loaded, "optional"));
}

void XacroTest::includesStayInside() {
    const QTemporaryDir folder;
    write(folder, "secret.xacro", xacroWith("<link name=\"secret\"/>"));
    const std::string secret = folder.filePath("secret.xacro").toStdString();
    for (const std::string& name : {std::string("../../../secret.xacro"), secret, "file://" + secret}) {
        write(folder, "a/b/c/robot.xacro", xacroWith("<xacro:include filename=\"" + name + "\"/>"));
        const auto loaded = loadDescription(folder.filePath("a/b/c/robot.xacro").toStdString());
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().message.find("outside") != std::string::npos, describe(loaded.error()).c_str());
    }
}

void XacroTest::placesAreOfTheSource() {
    const auto loaded =
        expand("<xacro:macro name=\"m\" params=\"n\">\n<link name=\"${n}\">\n<visual/>\n</link>\n</xacro:macro>\n"
               "<xacro:m n=\"a\"/>\n<link name=\"b\"/>\n<joint name=\"j\" type=\"odd\"><parent link=\"a\"/><child "
               "link=\"b\"/></joint>");
    QVERIFY(loaded.has_value());
    QCOMPARE(loaded->description.links.at(0).line, 4);
    QCOMPARE(loaded->description.links.at(1).line, 9);
    QCOMPARE(loaded->description.joints.at(0).line, 10);
    const Finding* visual = findingWith(*loaded, "no geometry");
    QVERIFY(visual && visual->line == 5 && visual->file == "/robots/test.xacro");
    const Finding* joint = findingWith(*loaded, "no joint type");
    QVERIFY(joint && joint->line == 10);
}

void XacroTest::refusals_data() {
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("part");
    QTest::addColumn<int>("line");
    const auto row = [](const char* name, const char* body, const char* part, int line) {
        QTest::newRow(name) << QString::fromLatin1(body) << QString::fromLatin1(part) << line;
    };
    row("unknown macro", "\n<xacro:wheel/>", "<xacro:wheel>", 4);
    row("lacks", "<xacro:macro name=\"m\" params=\"a\"/>\n<xacro:m/>", "lacks 'a'", 4);
    row("unknown parameter", "<xacro:macro name=\"m\"/>\n<xacro:m a=\"1\"/>", "'a'", 4);
    row("lacks block", "<xacro:macro name=\"m\" params=\"*b\"/>\n<xacro:m/>", "block 'b'", 4);
    row("further block", "<xacro:macro name=\"m\"/>\n<xacro:m><a/></xacro:m>", "further block", 4);
    row("no block", "\n\n<xacro:insert_block name=\"b\"/>", "no block 'b'", 5);
    row("no condition", "<xacro:if value=\"perhaps\"/>", "neither true nor false", 3);
    row("no argument", "<link name=\"$(arg none)\"/>", "'none'", 3);
    row("eval", "<link name=\"$(eval 1 +)\"/>", "'$(eval 1 +)' on line 3", 3);
    row("eval of nothing", "<link name=\"$(eval a)\"/>", "'a' is not defined", 3);
    row("two values", "<xacro:property name=\"a\" value=\"1\" default=\"2\"/>", "more than one of", 3);
    row("odd name", "<xacro:property name=\"1a\" value=\"1\"/>", "'1a'", 3);
    row("private name", "<xacro:property name=\"__a\" value=\"1\"/>", "'__a'", 3);
    row("open", "<link name=\"${1\"/>", "not closed", 3);
    row("no include", "<xacro:include filename=\"a.xacro\"/>", "'a.xacro'", 3);
    row("pattern", "<xacro:include filename=\"*.xacro\"/>", "pattern", 3);
    row("no name", "<xacro:property value=\"1\"/>", "has no 'name'", 3);
    row("no value", "<xacro:if/>", "has no 'value'", 3);
    row("odd parameter", "<xacro:macro name=\"m\" params=\"***x\"/>", "***x", 3);
    row("circular",
        "<xacro:property name=\"a\" value=\"${b}\"/><xacro:property name=\"b\" value=\"${a}\"/>\n<link name=\"${a}\"/>",
        "defined by itself", 3);
}

void XacroTest::refusals() {
    QFETCH(QString, body);
    QFETCH(QString, part);
    QFETCH(int, line);
    const auto loaded = expand(body.toStdString());
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().message.find(part.toStdString()) != std::string::npos, describe(loaded.error()).c_str());
    QCOMPARE(loaded.error().where, fmt::format("/robots/test.xacro:{}", line));
}

void XacroTest::hostile_data() {
    QTest::addColumn<QString>("body");
    QString laughs = "<xacro:macro name=\"m0\"><link name=\"a\"/></xacro:macro>";
    QString texts = "<xacro:property name=\"p0\" value=\"ha\"/>";
    QString lists = "<xacro:property name=\"p0\" value=\"${[1, 2]}\"/>";
    for (int i = 1; i < 40; ++i) {
        laughs += QStringLiteral("<xacro:macro name=\"m%1\"><xacro:m%2/><xacro:m%2/></xacro:macro>").arg(i).arg(i - 1);
        texts += QStringLiteral("<xacro:property name=\"p%1\" value=\"${p%2}${p%2}\"/>").arg(i).arg(i - 1);
        lists += QStringLiteral("<xacro:property name=\"p%1\" value=\"${[p%2, p%2]}\"/>").arg(i).arg(i - 1);
    }
    QString chain = "<xacro:property name=\"p0\" value=\"1\"/>";
    for (int i = 1; i < 20000; ++i)
        chain += QStringLiteral("<xacro:property name=\"p%1\" value=\"${p%2}\"/>").arg(i).arg(i - 1);
    QTest::newRow("macros of macros") << laughs + "<xacro:m39/>";
    QTest::newRow("texts of texts") << texts + "<link name=\"${p39}\"/>";
    QTest::newRow("lists of lists") << lists + "<link name=\"${p39}\"/>";
    QTest::newRow("a chain of properties") << chain + "<link name=\"${p19999}\"/>";
    QTest::newRow("a macro of itself") << "<xacro:macro name=\"m\"><a><xacro:m/></a></xacro:macro><xacro:m/>";
    QTest::newRow("a block of itself") << "<xacro:property name=\"b\"><xacro:insert_block "
                                          "name=\"b\"/></xacro:property><xacro:insert_block name=\"b\"/>";
    QTest::newRow("brackets") << "<link name=\"${" + QString("(").repeated(100000) + "\"/>}";
    QTest::newRow("closed brackets") << "<link name=\"${" + QString("(").repeated(5000) + "1 if 1 else 2" +
                                            QString(")").repeated(5000) + "}\"/>";
    QTest::newRow("conditions") << "<link name=\"${" + QString("(1 if 1 else ").repeated(50) + "1" +
                                       QString(")").repeated(49) + "}\"/>";
    QTest::newRow("signs") << "<link name=\"${" + QString("2**").repeated(50000) + "2}\"/>";
    QTest::newRow("expressions in expressions")
        << "<link name=\"" + QString("${").repeated(5000) + QString("}").repeated(5000) + "\"/>";
}

void XacroTest::hostile() {
    QFETCH(QString, body);
    QElapsedTimer timer;
    timer.start();
    const auto loaded = expand(body.toStdString());
    QVERIFY(!loaded);
    QVERIFY(!loaded.error().message.empty() && loaded.error().message.size() < 1000);
    QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
}

void XacroTest::aBigFileIsQuick() {
    std::string body = R"(<xacro:property name="m" value="0.5"/>
<xacro:macro name="seg" params="i parent *origin r:=0.05">
  <link name="seg_${i}"><inertial><mass value="${m * (i + 1)}"/><inertia ixx="${m * r**2 / 2}" ixy="0" ixz="0" iyy="${m * (3 * r**2 + 0.01) / 12}" iyz="0" izz="${m * r * r}"/></inertial>
  <visual><origin xyz="0 0 ${r / 2}" rpy="0 ${pi / 2} 0"/><geometry><cylinder radius="${r}" length="${2 * r}"/></geometry></visual>
  <collision><origin xyz="0 0 ${r / 2}"/><geometry><cylinder radius="${r}" length="${2 * r}"/></geometry></collision></link>
  <joint name="j_${i}" type="revolute"><xacro:insert_block name="origin"/><parent link="${parent}"/><child link="seg_${i}"/><axis xyz="0 0 1"/>
  <limit lower="${-pi}" upper="${radians(170)}" effort="10" velocity="1"/></joint>
</xacro:macro><link name="base"/>)";
    for (int i = 0; i < 1000; ++i)
        body += fmt::format("<xacro:seg i=\"{}\" parent=\"{}\"><origin xyz=\"0 0 ${{0.1 * {}}}\"/></xacro:seg>\n", i,
                            i == 0 ? std::string("base") : fmt::format("seg_{}", i - 1), i % 7);
    QElapsedTimer timer;
    timer.start();
    const auto loaded = expand(body);
    const auto elapsed = timer.elapsed();
    QVERIFY2(loaded.has_value(), loaded ? "" : describe(loaded.error()).c_str());
    QCOMPARE(loaded->description.links.size(), 1001U);
    qInfo("1000 macro calls, %zu links: %lld ms", loaded->description.links.size(), static_cast<long long>(elapsed));
    QVERIFY2(elapsed < 1000, qPrintable(QString::number(elapsed)));
}

void XacroTest::onlyMacros() {
    const std::string message = links("<xacro:macro name=\"arm\"><link name=\"a\"/></xacro:macro>");
    QVERIFY2(message.find("only defines macros ('arm')") != std::string::npos, message.c_str());
}

QTEST_APPLESS_MAIN(XacroTest)
#include "tst_xacro.moc"

// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub_fit.h"

#include "engine_session.h"
#include "model_report.h"
#include "model_source.h"
#include "output.h"

#include <orrery/gguf/file_name.h>
#include <orrery/inference/speed_probe.h>
#include <orrery/platform/machine.h>

#include <fmt/format.h>

using namespace orrery;
using namespace orrery::inference;

namespace {

std::string fileName(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

Result<std::vector<ModelHead>> fetchHeads(HubSession& session, const hub::Reference& wanted) {
    const std::string revision = wanted.revision.empty() ? "main" : wanted.revision;
    auto files = session.ask<std::vector<hub::FileBeginning>>(
        [&](hub::HubClient& client, const std::stop_token& stop, auto done) {
            client.modelHeads(session.endpoint(), wanted.repo, revision, gguf::partNames(wanted.path), stop,
                              std::move(done));
        });
    if (!files) return fail(files.error());
    std::vector<ModelHead> heads;
    for (hub::FileBeginning& file : *files) heads.push_back({std::move(file.bytes), file.size, fileName(file.path)});
    return heads;
}

Result<MemoryNeed> askEngine(EngineSession& engines, const EngineHost& host, const std::vector<ModelHead>& heads,
                             const EngineSettings& settings) {
    return engines.wait<MemoryNeed>([&](std::stop_token stop, std::function<void(Result<MemoryNeed>)> done) {
        probeMemory(engines.services(), host, heads, settings, std::move(stop), std::move(done));
    });
}

Result<std::optional<measure::Forecast>> measureEmpty(EngineSession& engines, const EngineHost& host,
                                                      std::vector<ModelHead> heads) {
    using Rows = std::vector<SpeedRow>;
    const auto rows = engines.wait<Rows>([&](std::stop_token stop, std::function<void(Result<Rows>)> done) {
        measureSpeedOfHead(engines.services(), host, std::move(heads), {}, std::move(stop), {}, std::move(done));
    });
    if (!rows) return fail(rows.error());
    return measure::forecastFromRun(*rows);
}

} // namespace

Status checkFit(HubSession& session, const FitQuestion& question) {
    if (question.wanted.path.empty())
        return fail(orrery::Errc::InvalidArgument, "Name the file to look at: `hub files` lists them.", {},
                    question.wanted.repo.name);
    auto heads = fetchHeads(session, question.wanted);
    if (!heads) return fail(heads.error());
    const auto header = inference::readHeads(*heads);
    if (!header) return fail(header.error());
    const std::uint64_t available = platform::readMachineFacts().memoryAvailable;
    EngineSettings settings;
    settings.contextTokens = question.contextTokens;
    settings = settledSettings(settings, *header, available);
    ModelInspection inspection;
    inspection.facts = gguf::modelFacts(*header);
    inspection.fileSize = header->fileSize;
    inspection.tensors = header->tensors.size();
    inspection.byFormula = memoryByFormula(*header, settings);
    inspection.forecast =
        measure::forecast(measure::activeBytes(*header), measure::activeParameters(*header), keptSpeeds());
    EngineSession engines;
    const auto host = engines.host(question.runtime);
    auto need = host ? askEngine(engines, *host, *heads, settings) : Result<MemoryNeed>(fail(host.error()));
    if (!need) inspection.engineProblem = need.error();
    if (isInterrupted()) return fail(cancelledError());
    if (need && question.measure) {
        const auto measured = measureEmpty(engines, *host, std::move(*heads));
        if (!measured) return fail(measured.error());
        inspection.forecast = *measured;
    }
    inspection.fit = judgeFit(need ? *need : inspection.byFormula, *header, settings, available);
    if (question.json)
        printJson(toJson(inspection));
    else
        print(inspection, false);
    return {};
}

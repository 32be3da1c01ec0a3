// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QSet>
#include <QString>

#include <orrery/catalog/entry.h>
#include <orrery/governance/labs.h>

#include <vector>

/// The cards of the Explore page. Grows at its end while one scrolls, starts anew only with another search. GUI thread.
class ExploreModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by ExploreController")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        RepoRole = Qt::UserRole, ///< "org/name"
        KindRole,                ///< "model", "dataset", "space"
        EndpointRole,            ///< Address.
        TitleRole,
        PublisherRole,
        CountryRole, ///< Code; empty: not known.
        CountryNameRole,
        MonogramRole, ///< One or two letters.
        TintRole,     ///< 0 to 7, the same for one publisher.
        FactsRole,    ///< "Text generation · 7.2 B parameters · 32 K context"
        DetailRole,   ///< Quantisations, or what a dataset or app says of itself.
        LicenceIconRole,
        LicenceTextRole,
        LicenceMoodRole,
        FitIconRole,
        FitTextRole, ///< Empty: not known.
        FitMoodRole,
        DownloadsRole, ///< "83 K"; empty: not known.
        LikesRole,
        TrendRole,
        AgeRole,  ///< "3 days ago"
        SeenRole, ///< "3 November"
        GatedRole,
        InstalledRole,
        FavouriteRole,
        AccessibleTextRole, ///< All of it in one sentence.
    };

    using Entries = std::vector<orrery::catalog::Entry>;

    ExploreModel(const orrery::governance::LabTable& labs, std::uint64_t memoryTotal, QObject* parent = nullptr);

    int count() const { return static_cast<int>(m_rows.size()); }
    const Entries& entries() const { return m_rows; }
    bool contains(const orrery::catalog::Entry& entry) const;

    /// Another search's results.
    void reset(Entries entries);
    /// More at the end; those already shown are brought up to date where they stand.
    void append(Entries entries);
    /// Brings those shown up to date. @return the others.
    Entries update(Entries entries);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    QString publisherOf(const orrery::catalog::Entry& entry) const;
    QVariant verdictData(const orrery::catalog::Entry& entry, int role) const;
    QString accessibleText(const orrery::catalog::Entry& entry) const;

    const orrery::governance::LabTable& m_labs;
    std::uint64_t m_memoryTotal;
    Entries m_rows;
    QHash<QString, int> m_places; ///< Row by key.
};
